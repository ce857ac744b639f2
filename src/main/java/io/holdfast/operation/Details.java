package io.holdfast.operation;

/**
 * What a request says about an operation beside the money; kept as given.
 *
 * @param location number of the location, 0 for none
 * @param reference to 100 characters, or null
 * @param note to 500 characters, or null
 * @param metadata a JSON object of strings as text, or null
 */
public record Details(int location, String reference, String note, String metadata) {
  public static final Details NONE = new Details(0, null, null, null);
}
