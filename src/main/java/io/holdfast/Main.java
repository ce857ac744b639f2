package io.holdfast;

/** Placeholder while the tree is laid out. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {}
}
