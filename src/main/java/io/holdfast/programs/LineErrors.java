package io.holdfast.programs;

import io.vertx.sqlclient.Tuple;
import java.util.List;

/** Errors of lines as the parameters of a statement: lines, places, columns, details. */
final class LineErrors {
  private LineErrors() {}

  static void add(Tuple parameters, List<LineError> errors) {
    parameters
        .addArrayOfInteger(errors.stream().map(LineError::line).toArray(Integer[]::new))
        .addArrayOfShort(errors.stream().map(each -> (short) each.place()).toArray(Short[]::new))
        .addArrayOfString(errors.stream().map(LineError::column).toArray(String[]::new))
        .addArrayOfString(errors.stream().map(LineError::detail).toArray(String[]::new));
  }
}
