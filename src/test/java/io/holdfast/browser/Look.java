package io.holdfast.browser;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.options.ColorScheme;

/**
 * What somebody sits in front of.
 *
 * @param locale of the browser, as in {@code de-DE}
 * @param width of the window in pixels
 * @param dark whether the dark is preferred
 */
record Look(String locale, int width, boolean dark) {
  static final Look DESK = new Look("en-US", 1280, false);
  static final Look PHONE = new Look("en-US", 360, false);

  private static final int DESK_HEIGHT = 800;
  private static final int PHONE_HEIGHT = 740;

  Look in(String otherLocale) {
    return new Look(otherLocale, width, dark);
  }

  Look inTheDark() {
    return new Look(locale, width, true);
  }

  int height() {
    return width < 600 ? PHONE_HEIGHT : DESK_HEIGHT;
  }

  NewContextOptions options() {
    return new NewContextOptions()
        .setLocale(locale)
        .setTimezoneId("Europe/London")
        .setViewportSize(width, height())
        .setColorScheme(dark ? ColorScheme.DARK : ColorScheme.LIGHT);
  }
}
