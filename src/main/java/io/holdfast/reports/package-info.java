/**
 * Reports: what was spent and deposited, what clients hold, what locations owe one another, read
 * from the journal and handed on row by row, however many there are.
 *
 * <pre>
 *   ReportRequest ─▶ Reports ─▶ Slots (may one more run?) ─▶ RunningReport ── next() ──▶ some rows
 *                                                                 │
 *                                       a session of its own, one portal, one snapshot
 * </pre>
 *
 * <p>Each report is one statement ({@code sql/report_*.sql}) in one read-only snapshot, so it shows
 * one moment of the book. Its rows wait in PostgreSQL until somebody asks for the next few; nobody
 * here keeps any. A report has a session of its own and a bounded number may run, so that reports
 * take no connection that a checkout waits for. It ends when it is read, closed, or out of time: a
 * snapshot that stays open keeps PostgreSQL from tidying up the rows that checkouts change.
 *
 * <p>Threading: {@link io.holdfast.reports.Reports} and what it begins belong to one event loop;
 * {@link io.holdfast.reports.Slots} are the process's.
 *
 * <p>Must not: write, use another pool's connections, hold more rows than were asked for, or know
 * what a report looks like on the wire.
 */
package io.holdfast.reports;
