/**
 * Makes a page for people of what a run left behind.
 *
 * <p>{@link io.holdfast.benchmarks.report.ReportCommand} reads the folder of a run ({@code
 * run.json} and its HdrHistogram logs, see {@code benchmarks/README.md}) and writes one HTML page
 * that needs nothing from elsewhere, tables in Markdown, and copies of the raw files that both link
 * to. Each number stands in the raw files, or is the median, lowest or highest of those of the
 * rounds; nothing is measured, smoothed or left out here. All text of a run is escaped.
 */
package io.holdfast.benchmarks.report;
