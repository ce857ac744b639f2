package io.holdfast.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.metrics.PromQl.Condition;
import io.holdfast.metrics.PromQl.Selector;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromQlTest {
  @Test
  void anExpressionTellsWhatItAsksFor() {
    assertThat(
            PromQl.read(
                "histogram_quantile(0.99, sum by (le, route) (rate(a_bucket{x=~\"1|2\"}[5m])))"
                    + " > 2 * (b offset 10m) and on (route) c{y!=\"\"}"))
        .containsExactly(
            new Selector(
                "a_bucket", List.of(new Condition("x", "=~", "1|2")), Set.of("x", "le", "route")),
            new Selector("b", List.of(), Set.of()),
            new Selector("c", List.of(new Condition("y", "!=", "")), Set.of("y")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sum(a",
        "sum(a))",
        "rate(a[5])",
        "rat(a[5m])",
        "a{b}",
        "a{b=\"c}",
        "a{b==\"c\"}",
        "a and",
        "sum by le (a)",
        "a b",
        "a $ b"
      })
  void whatIsNoExpressionIsNotRead(String text) {
    assertThatThrownBy(() -> PromQl.read(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
