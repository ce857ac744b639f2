package io.holdfast.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What a caller got back. */
public record Reply(int status, HttpHeaders headers, String body) {
  public static Reply of(HttpResponse<byte[]> response) {
    return new Reply(
        response.statusCode(),
        response.headers(),
        new String(response.body(), StandardCharsets.UTF_8));
  }

  public JsonObject json() {
    return new JsonObject(body);
  }

  /** The body, after making sure of the status. */
  public JsonObject json(int expected) {
    return expect(expected).json();
  }

  public Reply expect(int expected) {
    assertThat(status).as(body).isEqualTo(expected);
    return this;
  }

  /** The problem document, after making sure that it is this one. */
  public JsonObject problem(int expected, String code) {
    JsonObject problem = json(expected);
    assertThat(problem.getString("code")).as(body).isEqualTo(code);
    return problem;
  }

  /** The pointers, parameters or headers that {@code errors} lists. */
  public List<String> pointers() {
    JsonArray errors = json().getJsonArray("errors", new JsonArray());
    return IntStream.range(0, errors.size())
        .mapToObj(errors::getJsonObject)
        .map(
            error ->
                error.getString(
                    "pointer", error.getString("parameter", "header " + error.getString("header"))))
        .toList();
  }

  /** The entries of a list. */
  public List<JsonObject> data() {
    JsonArray data = json(200).getJsonArray("data");
    return IntStream.range(0, data.size()).mapToObj(data::getJsonObject).toList();
  }

  public Optional<String> header(String name) {
    return headers.firstValue(name);
  }

  /** Whether it is the answer to an earlier copy of the request. */
  public boolean isReplay() {
    return header("Idempotent-Replayed").isPresent();
  }
}
