package io.holdfast.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads a body against a form in one pass, without building a tree, and lists everything that is
 * wrong with it: what the form does not have, has twice, lacks, or has with another value.
 *
 * <p>Use one for each body.
 */
final class StrictReader {
  /* The size of a body is bounded before it gets here; what is nested or long is reported as a
  fault of its field rather than as a broken body. */
  private static final int LONGEST = 1 << 24;
  private static final int DEEPEST = 64;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxNameLength(LONGEST)
                  .maxNumberLength(LONGEST)
                  .maxStringLength(LONGEST)
                  .build())
          .build();

  private final JsonParser json;
  private final Fields fields;
  private final Values values;

  private StrictReader(JsonParser json, Fields fields) {
    this.json = json;
    this.fields = fields;
    this.values = new Values(json, fields);
  }

  /** Reads a body; {@link Fields#faults()} of the result says whether it can be used. */
  static Fields read(Form form, byte[] body) {
    Fields fields = new Fields(form);
    if (!Utf8.isWellFormed(body)) {
      fields.rejectAll("must be UTF-8");
      return fields;
    }
    try (JsonParser json = FACTORY.createParser(body)) {
      new StrictReader(json, fields).document(form);
    } catch (JsonProcessingException malformed) {
      fields.rejectAll("must be well-formed JSON" + place(malformed));
    } catch (IOException noStreamIsInvolved) {
      throw new UncheckedIOException(noStreamIsInvolved);
    }
    return fields;
  }

  /**
   * The text that a body has for a field, before it is known which fields it may have; null if it
   * is not there, or the body no object.
   */
  static String text(byte[] body, Field field) {
    try (JsonParser json = FACTORY.createParser(body)) {
      if (json.nextToken() == JsonToken.START_OBJECT) {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
          boolean wanted = json.currentName().equals(field.wire());
          if (json.nextToken() == JsonToken.VALUE_STRING && wanted) {
            return json.getText();
          }
          json.skipChildren();
        }
      }
      return null;
    } catch (IOException malformed) {
      return null; // It will be read again, and told.
    }
  }

  private static String place(JsonProcessingException malformed) {
    return malformed.getLocation() == null
        ? ""
        : "; it breaks at byte " + malformed.getLocation().getByteOffset();
  }

  private void document(Form form) throws IOException {
    if (json.nextToken() == JsonToken.START_OBJECT) {
      object(form, "");
    } else {
      fields.reject(InputFault.inBody("", "must be a JSON object"));
      json.skipChildren();
    }
    if (json.currentToken() != null && json.nextToken() != null) {
      fields.reject(InputFault.inBody("", "must end after its object"));
    }
  }

  private void object(Form form, String path) throws IOException {
    long seen = 0;
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      JsonToken token = json.nextToken();
      int index = form.indexOf(name);
      long bit = index < 0 ? 0 : 1L << index;
      if (index < 0) {
        reject(path, name, "is not a field of this request");
      } else if ((seen & bit) != 0) {
        reject(path, name, "must not be there twice");
      } else if (token != JsonToken.VALUE_NULL) {
        value(form.field(index), path);
      } else if (form.requires(index)) {
        reject(path, name, "must not be null");
      } else {
        fields.putAbsent(form.field(index));
      }
      seen |= bit;
      json.skipChildren();
    }
    missing(form, path, seen);
  }

  private void value(Field field, String path) throws IOException {
    if (field.type() == Field.Type.METADATA) {
      metadata(path);
    } else if (isList(field)) {
      list(field, path);
    } else if (field.type() != Field.Type.OBJECT) {
      values.read(field, path);
    } else if (json.currentToken() == JsonToken.START_OBJECT) {
      fields.put(field, field.members());
      object(field.members(), path + '/' + field.wire());
    } else {
      reject(path, field.wire(), "must be an object");
    }
  }

  private void missing(Form form, String path, long seen) {
    for (int i = 0; i < form.size(); i++) {
      if ((seen & (1L << i)) == 0) {
        if (form.requires(i)) {
          reject(path, form.field(i).wire(), "is required");
        } else {
          fields.putAbsent(form.field(i));
        }
      }
    }
  }

  private void metadata(String path) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      reject(path, Field.METADATA.wire(), "must be an object of strings");
      return;
    }
    String here = path + '/' + Field.METADATA.wire();
    SortedMap<String, String> entries = new TreeMap<>();
    StringBuilder text = new StringBuilder("{");
    int count = 0;
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String key = json.currentName();
      JsonToken token = json.nextToken();
      String fault = entryFault(key, token, entries);
      if (fault != null) {
        reject(here, key, fault);
      } else {
        entries.put(key, json.getText());
        text.append(text.length() == 1 ? "" : ",");
        quote(key, text).append(':');
        quote(json.getText(), text);
      }
      count++;
      json.skipChildren();
    }
    if (count > Metadata.ENTRIES_MAX) {
      reject(path, "metadata", "must have at most " + Metadata.ENTRIES_MAX + " entries");
    } else if (!entries.isEmpty()) {
      fields.put(Field.METADATA, new Metadata(text.append('}').toString(), entries));
    }
  }

  private String entryFault(String key, JsonToken token, SortedMap<String, String> entries)
      throws IOException {
    String fault = Texts.fault(key, 1, Metadata.KEY_LENGTH_MAX);
    if (fault != null) {
      return "has a key that " + fault;
    }
    if (entries.containsKey(key)) {
      return "must not be there twice";
    }
    if (token != JsonToken.VALUE_STRING) {
      return "must be a string";
    }
    return Texts.fault(json.getText(), 0, Metadata.VALUE_LENGTH_MAX);
  }

  private static boolean isList(Field field) {
    return switch (field.type()) {
      case CHOICES, UUIDS, CURRENCIES, EVENT_TYPES -> true;
      default -> false;
    };
  }

  private void list(Field field, String path) throws IOException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      reject(path, field.wire(), "must be a list");
      return;
    }
    String here = path + '/' + field.wire();
    Set<String> members = new LinkedHashSet<>();
    int index = 0;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      String text = json.currentToken() == JsonToken.VALUE_STRING ? json.getText() : null;
      String fault = Values.memberFault(field, text);
      if (fault != null) {
        reject(here, Integer.toString(index), fault);
      } else if (!members.add(canonical(field, text))) {
        reject(here, Integer.toString(index), "must not be there twice");
      }
      index++;
      json.skipChildren();
    }
    if (index == 0 && field.min() > 0) {
      reject(path, field.wire(), "must not be empty");
    }
    if (index > field.max()) {
      reject(path, field.wire(), "must have at most " + field.max() + " members");
    }
    fields.put(field, new Fields.Choices(List.copyOf(members)));
  }

  /** One spelling for what has several. */
  private static String canonical(Field field, String text) {
    return field.type() == Field.Type.UUIDS ? Uuids.parse(text).toString() : text;
  }

  private void reject(String path, String name, String detail) {
    fields.reject(InputFault.inBody(pointer(path, name), detail));
  }

  private static String pointer(String path, String name) {
    return path + '/' + Texts.printable(name).replace("~", "~0").replace("/", "~1");
  }

  private static StringBuilder quote(String text, StringBuilder target) {
    target.append('"');
    JsonStringEncoder.getInstance().quoteAsString(text, target);
    return target.append('"');
  }
}
