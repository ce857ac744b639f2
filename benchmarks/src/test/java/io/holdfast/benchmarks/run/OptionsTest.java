package io.holdfast.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.benchmarks.load.Skew;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {
  @Test
  void optionsAreReadWhetherTogetherOrApart() {
    Options options = Options.parse(List.of("--rate=500 --skew=zipf", "--wallets=20"));

    assertThat(options.rate()).isEqualTo(500);
    assertThat(options.skew()).isEqualTo(Skew.ZIPF);
    assertThat(options.wallets()).isEqualTo(20);
  }

  @Test
  void aKeyIsNotWrittenDown() {
    assertThat(Options.parse(List.of("--url=http://there --key=secret")).given())
        .noneMatch(given -> given.contains("secret"));
  }

  @Test
  void whatIsNotPossibleIsRefused() {
    for (String wrong :
        List.of(
            "--walets=1",
            "wallets=1",
            "--mix=lottery",
            "--loop=open",
            "--loop=closed --rate=5",
            "--rate=0",
            "--connections=0",
            "--suite=quick --url=http://there",
            "--suite=quick --base=HEAD",
            "--url=http://there --base=HEAD",
            "--seconds=many")) {
      assertThatThrownBy(() -> Options.parse(List.of(wrong)))
          .as(wrong)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
