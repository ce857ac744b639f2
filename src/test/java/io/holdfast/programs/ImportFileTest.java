package io.holdfast.programs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Files as they come in: whole, in pieces, and broken. */
final class ImportFileTest {
  private static final String HEAD = "client_reference,client_name,currency,balance,credit_limit\n";

  @Test
  void aLineIsReadHoweverTheFileIsWritten() {
    ImportLine ada = new ImportLine(2, "cl_1", "Byron, \"Ada\"", "USD", 10_000, 500L);
    for (String end : List.of("\n", "\r\n", "\r")) {
      for (String mark : List.of("", "\uFEFF")) {
        String file = mark + HEAD + "cl_1,\"Byron, \"\"Ada\"\"\",USD,10000,500\n";
        assertThat(read(file.replace("\n", end)).lines()).containsExactly(ada);
        assertThat(read(file.replace("\n", end).stripTrailing()).lines()).containsExactly(ada);
      }
    }
    String other = "balance,currency,client_reference\n7,EUR,cl_2\n";
    assertThat(read(other).lines())
        .containsExactly(new ImportLine(2, "cl_2", null, "EUR", 7, null));
  }

  @Test
  void anErrorNamesTheLineOnWhichItsRecordBegins() {
    String file =
        HEAD
            + "a,\"two\r\nlines\",USD,1,\r\n"
            + "\n"
            + "b,,USD,x,\n"
            + "c,\"open\"quote,USD,1,\n"
            + ",,usd,1.5,-1\n"
            + "d,,USD,1\n"
            + "e,,USD,-5,4\n"
            + "f,,USD,-5,5\n"
            + "g,,USD,9007199254740992,\n"
            + "h,\"never closed,USD,1,\n";
    ImportFile.Piece piece = read(file);
    assertThat(piece.count()).isEqualTo(9);
    assertThat(piece.lines()).extracting(ImportLine::line).containsExactly(10);
    assertThat(piece.errors())
        .extracting(error -> error.line() + " " + error.column())
        .containsExactly(
            "2 client_name",
            "5 balance",
            "6 null",
            "7 client_reference",
            "7 currency",
            "7 balance",
            "7 credit_limit",
            "8 null",
            "9 balance",
            "11 balance",
            "12 null");
  }

  @Test
  void aFileWithoutItsColumnsIsOfNoUse() {
    assertThat(fault("")).contains("empty");
    assertThat(fault("\n\n")).contains("empty");
    assertThat(fault("a,b\n1,2\n")).contains("must name the columns");
    assertThat(fault("currency,currency\n")).contains("each once");
    assertThat(fault("client_reference,currency\n")).contains("balance is missing");
    assertThat(fault("\"client_reference")).contains("cannot be read");
    assertThat(fault("x".repeat(5_000) + "\n")).contains("4096");
  }

  @Test
  void whatIsNotTextOrTooLongIsAnErrorOfItsLine() {
    byte[] bytes = (HEAD + "x,,USD,1,\ny,,USD,1,\n").getBytes(StandardCharsets.ISO_8859_1);
    bytes[HEAD.length()] = (byte) 0xE9;
    ImportFile file = new ImportFile();
    file.feed(bytes);
    file.end();
    ImportFile.Piece piece = file.take();
    assertThat(piece.lines()).extracting(ImportLine::clientReference).containsExactly("y");
    assertThat(piece.errors())
        .containsExactly(new LineError(2, 1, "client_reference", "must be UTF-8"));
    assertThat(read(HEAD + "r".repeat(101) + ",,USD,1,\n").errors()).hasSize(1);
    assertThat(read(HEAD + "r".repeat(100_000) + ",,USD,1,\nb,,USD,1,\n").lines()).hasSize(1);
    assertThat(read(HEAD + ",".repeat(100_000) + "\nb,,USD,1,\n").lines()).hasSize(1);
  }

  @Test
  void itDoesNotMatterInWhichPiecesItComes() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    String signs = "a,\"\n\r\u00e9\uD83D\uDE00 1-";
    for (int round = 0; round < 500; round++) {
      StringBuilder file = new StringBuilder(round % 2 == 0 ? "\uFEFF" : "").append(HEAD);
      for (int i = 0; i < 60; i++) {
        int sign = random.nextInt(signs.codePointCount(0, signs.length()));
        file.appendCodePoint(signs.codePointAt(signs.offsetByCodePoints(0, sign)));
        if (i % 12 == 0) {
          file.append("cl_").append(i).append(",,USD,").append(i).append(",\n");
        }
      }
      byte[] bytes = file.toString().getBytes(StandardCharsets.UTF_8);
      ImportFile.Piece whole = read(file.toString());
      ImportFile pieces = new ImportFile();
      List<ImportLine> lines = new ArrayList<>();
      List<LineError> errors = new ArrayList<>();
      for (int from = 0; from < bytes.length; ) {
        int to = Math.min(bytes.length, from + 1 + random.nextInt(5));
        pieces.feed(Arrays.copyOfRange(bytes, from, to));
        ImportFile.Piece piece = pieces.take();
        lines.addAll(piece.lines());
        errors.addAll(piece.errors());
        from = to;
      }
      pieces.end();
      ImportFile.Piece last = pieces.take();
      lines.addAll(last.lines());
      errors.addAll(last.errors());
      assertThat(lines).as("seed %s", seed).isEqualTo(whole.lines());
      assertThat(errors).as("seed %s", seed).isEqualTo(whole.errors());
    }
  }

  private static ImportFile.Piece read(String text) {
    ImportFile file = new ImportFile();
    file.feed(text.getBytes(StandardCharsets.UTF_8));
    file.end();
    assertThat(file.headFault()).isNull();
    return file.take();
  }

  private static String fault(String text) {
    ImportFile file = new ImportFile();
    file.feed(text.getBytes(StandardCharsets.UTF_8));
    file.end();
    return file.headFault();
  }
}
