package io.holdfast.http;

import io.holdfast.operation.Fault;
import io.holdfast.people.Directory;
import io.holdfast.people.Location;
import io.holdfast.reports.Report;
import io.holdfast.reports.ReportRequest;
import io.holdfast.reports.ReportRequest.Place;
import io.holdfast.reports.Reports;
import io.holdfast.reports.RunningReport;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reports, as JSON or as CSV. */
final class ReportEndpoints {
  /** A report that is running will take some seconds more. */
  private static final int RETRY_AFTER_SECONDS = 5;

  private static final Problem SHARE_IN_USE =
      Problem.of(
              ProblemCode.RATE_LIMITED, "As many reports of this business are running as it may.")
          .retryAfter(RETRY_AFTER_SECONDS);
  private static final Problem ALL_IN_USE =
      Problem.unavailable(Fault.Outcome.NOT_APPLIED).retryAfter(RETRY_AFTER_SECONDS);

  private final Reports reports;
  private final Directory directory;

  ReportEndpoints(Reports reports, Directory directory) {
    this.reports = reports;
    this.directory = directory;
  }

  Future<Reply> get(Report report, Call call) {
    Query query = call.query();
    int business = call.business().number();
    Optional<Place> location =
        query
            .locationId()
            .flatMap(id -> directory.location(business, id))
            .map(ReportEndpoints::place);
    if (query.locationId().isPresent() && location.isEmpty()) {
      return Submissions.reply(Problem.of(ProblemCode.UNKNOWN_LOCATION));
    }
    OptionalLong from = optional(query.fromMillis());
    OptionalLong until = optional(query.toMillis());
    if (from.isPresent() && until.isPresent() && from.getAsLong() >= until.getAsLong()) {
      return Submissions.reply(
          Problem.invalid(List.of(InputFault.inQuery("to", "must be later than from"))));
    }
    return Submissions.reply(
        begin(
            new ReportRequest(report, business, from, until, optional(query.atMillis()), location),
            query.format()));
  }

  private Reply begin(ReportRequest request, Optional<String> format) {
    RunningReport[] running = {null};
    return switch (reports.begin(request, begun -> running[0] = begun)) {
      case TAKEN -> new Reply.Stream(accept -> pieces(request, running[0], isCsv(format, accept)));
      case ALL_TAKEN -> ALL_IN_USE;
      case BUSINESS_HAS_ITS_SHARE -> SHARE_IN_USE;
    };
  }

  private static Reply.Pieces pieces(ReportRequest request, RunningReport running, boolean csv) {
    ReportForm form = csv ? new CsvReport(request.report()) : new JsonReport(request);
    return new ReportPieces(running, form);
  }

  /** What the address says comes before what the client says it can take. */
  private static boolean isCsv(Optional<String> format, String accept) {
    return format.map("csv"::equals).orElseGet(() -> Accepts.csv(accept));
  }

  private static Place place(Location location) {
    return new Place(location.number(), location.id());
  }

  private static OptionalLong optional(Long millis) {
    return millis == null ? OptionalLong.empty() : OptionalLong.of(millis);
  }
}
