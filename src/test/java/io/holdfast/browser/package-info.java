/**
 * The pages, tested as the people in front of them use them: Chromium, driven by Playwright,
 * against the whole service; afterwards the book is asked what became of the money.
 *
 * <p>A class says {@link io.holdfast.browser.InBrowser} and its tests take a {@link
 * io.holdfast.browser.Desk}: a browser context of the test's own, as if on a machine that nobody
 * used before. There is one browser process for the JVM, started by the first test and ended with
 * the last. Where there is no Chromium these classes are skipped, and the run says so at its end;
 * {@code HOLDFAST_CHROMIUM} names one that is not found by itself.
 *
 * <p>A test fails too when its pages complain ({@link io.holdfast.browser.Watch}): errors in the
 * console, uncaught exceptions, violations of the Content-Security-Policy, requests to another
 * host, answers that no caller in its right mind asks for. What a failed test saw lies in {@code
 * target/browser-failures}.
 *
 * <p>Things are found by role and name, as a screen reader finds them; the pages know nothing of
 * tests. Playwright belongs to the thread that started it, so these tests run one after the other.
 * Must not: wait for a time to pass, or look at how a page is made.
 */
package io.holdfast.browser;
