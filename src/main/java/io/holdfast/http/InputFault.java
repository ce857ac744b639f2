package io.holdfast.http;

/**
 * One thing that is wrong with a request.
 *
 * @param place where to look
 * @param at a JSON pointer into the body, or the name of a query parameter or header
 * @param detail what is wrong there, for a developer to read
 * @param ofRange an amount that is an integer, but not one that can be moved: a request in which
 *     nothing else is wrong was understood, and is answered 422
 */
record InputFault(Place place, String at, String detail, boolean ofRange) {
  /** A kind of place, with its name in a problem document. */
  enum Place {
    BODY("pointer"),
    QUERY("parameter"),
    HEADER("header");

    private final String wire;

    Place(String wire) {
      this.wire = wire;
    }

    String wire() {
      return wire;
    }
  }

  static InputFault inBody(String pointer, String detail) {
    return new InputFault(Place.BODY, pointer, detail, false);
  }

  static InputFault outOfRange(String pointer, String detail) {
    return new InputFault(Place.BODY, pointer, detail, true);
  }

  static InputFault inQuery(String parameter, String detail) {
    return new InputFault(Place.QUERY, parameter, detail, false);
  }

  static InputFault inPath(String detail) {
    return new InputFault(Place.QUERY, "path", detail, false);
  }

  static InputFault inHeader(String header, String detail) {
    return new InputFault(Place.HEADER, header, detail, false);
  }
}
