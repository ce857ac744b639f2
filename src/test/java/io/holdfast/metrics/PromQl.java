package io.holdfast.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads expressions of Prometheus, as far as rules and dashboards use them, and tells what they ask
 * for. What it cannot read is an error, so that a slip of the pen is found without a Prometheus.
 */
public final class PromQl {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:(?<string>\"(?:[^\"\\\\]|\\\\.)*\")"
              + "|(?<duration>(?:[0-9]+(?:ms|[smhdwy]))+(?![a-zA-Z0-9_])|\\$__rate_interval)"
              + "|(?<number>[0-9]+(?:\\.[0-9]+)?(?:e-?[0-9]+)?)"
              + "|(?<word>[a-zA-Z_:][a-zA-Z0-9_:]*)"
              + "|(?<sign>==|!=|<=|>=|=~|!~|[-+*/%^<>=(){}\\[\\],]))");
  private static final List<String> KINDS = List.of("string", "duration", "number", "word", "sign");
  private static final Set<String> AGGREGATIONS =
      Set.of("sum", "min", "max", "avg", "count", "topk", "bottomk", "quantile");
  private static final Set<String> FUNCTIONS =
      Set.of(
          "rate", "increase", "histogram_quantile", "time", "vector", "abs", "clamp_min", "absent");

  /** From what binds least. */
  private static final List<Set<String>> OPERATORS =
      List.of(
          Set.of("or"),
          Set.of("and", "unless"),
          Set.of("==", "!=", "<", ">", "<=", ">="),
          Set.of("+", "-"),
          Set.of("*", "/", "%"));

  /**
   * What an expression asks for.
   *
   * @param labels asked for in braces, or grouped by around it
   */
  public record Selector(String metric, List<Condition> conditions, Set<String> labels) {}

  /** A condition in braces: {@code label operator "value"}. */
  public record Condition(String label, String operator, String value) {}

  private record Token(String kind, String text) {}

  private final String expression;
  private final List<Token> tokens = new ArrayList<>();
  private final List<Selector> selectors = new ArrayList<>();
  private int next;

  private PromQl(String expression) {
    this.expression = expression;
    Matcher matcher = TOKEN.matcher(expression.strip());
    int end = 0;
    while (end < matcher.regionEnd()) {
      matcher.region(end, matcher.regionEnd());
      if (!matcher.lookingAt()) {
        throw fault("what is at " + end + "?");
      }
      for (String kind : KINDS) {
        if (matcher.group(kind) != null) {
          tokens.add(new Token(kind, matcher.group(kind)));
        }
      }
      end = matcher.end();
    }
  }

  /**
   * Everything that an expression asks for.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static List<Selector> read(String expression) {
    PromQl reader = new PromQl(expression);
    reader.operation(0);
    if (reader.next < reader.tokens.size()) {
      throw reader.fault("'" + reader.peek() + "' is too much");
    }
    return reader.selectors;
  }

  private void operation(int level) {
    if (level == OPERATORS.size()) {
      operand();
      return;
    }
    operation(level + 1);
    while (OPERATORS.get(level).contains(peek())) {
      next++;
      take("bool");
      if (peek().equals("on") || peek().equals("ignoring")) {
        next++;
        labels();
      }
      if (peek().equals("group_left") || peek().equals("group_right")) {
        next++;
        if (peek().equals("(")) {
          labels();
        }
      }
      operation(level + 1);
    }
  }

  private void operand() {
    take("-");
    if (take("(")) {
      operation(0);
      expect(")");
      return;
    }
    Token token = token();
    next++;
    switch (token.kind) {
      case "number", "string" -> {}
      case "word" -> {
        if (AGGREGATIONS.contains(token.text)) {
          aggregation();
        } else if (peek().equals("(")) {
          if (!FUNCTIONS.contains(token.text)) {
            throw fault("no function " + token.text);
          }
          arguments();
        } else {
          selector(token.text);
        }
      }
      default -> throw fault("'" + token.text + "' begins nothing");
    }
  }

  private void aggregation() {
    int first = selectors.size();
    Set<String> by = grouping();
    arguments();
    if (by.isEmpty()) {
      by = grouping();
    }
    for (int i = first; i < selectors.size(); i++) {
      selectors.get(i).labels().addAll(by);
    }
  }

  private Set<String> grouping() {
    if (!take("by")) {
      return Set.of();
    }
    return labels();
  }

  private Set<String> labels() {
    Set<String> labels = new TreeSet<>();
    expect("(");
    do {
      labels.add(word());
    } while (take(","));
    expect(")");
    return labels;
  }

  private void arguments() {
    expect("(");
    if (take(")")) {
      return;
    }
    do {
      operation(0);
    } while (take(","));
    expect(")");
  }

  private void selector(String metric) {
    List<Condition> conditions = new ArrayList<>();
    Set<String> labels = new TreeSet<>();
    if (take("{")) {
      do {
        String label = word();
        String operator = token().text;
        if (!Set.of("=", "!=", "=~", "!~").contains(operator)) {
          throw fault("'" + operator + "' after a label");
        }
        next++;
        String value = kind("string");
        conditions.add(new Condition(label, operator, value.substring(1, value.length() - 1)));
        labels.add(label);
      } while (take(","));
      expect("}");
    }
    if (take("[")) {
      kind("duration");
      expect("]");
    }
    if (take("offset")) {
      kind("duration");
    }
    selectors.add(new Selector(metric, conditions, labels));
  }

  private Token token() {
    if (next == tokens.size()) {
      throw fault("it ends too early");
    }
    return tokens.get(next);
  }

  private String peek() {
    return next == tokens.size() ? "" : tokens.get(next).text;
  }

  private boolean take(String text) {
    boolean here = peek().equals(text);
    if (here) {
      next++;
    }
    return here;
  }

  private void expect(String text) {
    if (!take(text)) {
      throw fault("'" + text + "' expected, not '" + peek() + "'");
    }
  }

  private String word() {
    return kind("word");
  }

  private String kind(String kind) {
    Token token = token();
    if (!token.kind.equals(kind)) {
      throw fault("a " + kind + " expected, not '" + token.text + "'");
    }
    next++;
    return token.text;
  }

  private IllegalArgumentException fault(String what) {
    return new IllegalArgumentException(what + " in: " + expression);
  }

  /** By name, the values of each label, of what Prometheus would scrape. */
  public static Map<String, Map<String, Set<String>>> scraped(String text) {
    Map<String, Map<String, Set<String>>> all = new TreeMap<>();
    Pattern label = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\"");
    text.lines()
        .filter(line -> !line.startsWith("#") && !line.isBlank())
        .forEach(
            line -> {
              String name = line.split("[{ ]", 2)[0];
              Map<String, Set<String>> labels = all.computeIfAbsent(name, fresh -> new TreeMap<>());
              int end = line.lastIndexOf('}');
              Matcher found = label.matcher(end < 0 ? "" : line.substring(name.length(), end));
              while (found.find()) {
                labels
                    .computeIfAbsent(found.group(1), fresh -> new TreeSet<>())
                    .add(found.group(2));
              }
            });
    return all;
  }
}
