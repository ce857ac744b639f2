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
record Reply(int status, HttpHeaders headers, String body) {
  static Reply of(HttpResponse<byte[]> response) {
    return new Reply(
        response.statusCode(),
        response.headers(),
        new String(response.body(), StandardCharsets.UTF_8));
  }

  JsonObject json() {
    return new JsonObject(body);
  }

  /** The body, after making sure of the status. */
  JsonObject json(int expected) {
    return expect(expected).json();
  }

  Reply expect(int expected) {
    assertThat(status).as(body).isEqualTo(expected);
    return this;
  }

  /** The problem document, after making sure that it is this one. */
  JsonObject problem(int expected, String code) {
    JsonObject problem = json(expected);
    assertThat(problem.getString("code")).as(body).isEqualTo(code);
    return problem;
  }

  /** The pointers, parameters or headers that {@code errors} lists. */
  List<String> pointers() {
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
  List<JsonObject> data() {
    JsonArray data = json(200).getJsonArray("data");
    return IntStream.range(0, data.size()).mapToObj(data::getJsonObject).toList();
  }

  Optional<String> header(String name) {
    return headers.firstValue(name);
  }

  /** Whether it is the answer to an earlier copy of the request. */
  boolean isReplay() {
    return header("Idempotent-Replayed").isPresent();
  }
}
