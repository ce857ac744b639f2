package io.holdfast.programs;

/**
 * What is wrong with a line of an import.
 *
 * @param line of the file, where it begins, from 1
 * @param place tells errors of one line apart, in the order of the columns
 * @param column or null if it is the line as a whole
 */
public record LineError(int line, int place, String column, String detail) {}
