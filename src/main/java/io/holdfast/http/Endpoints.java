package io.holdfast.http;

import io.holdfast.metrics.Metrics;
import io.vertx.core.buffer.Buffer;

/** What the routes lead to, as one event loop has them. */
record Endpoints(
    WalletEndpoints wallets,
    HoldEndpoints holds,
    MovementEndpoints movements,
    DepositEndpoints deposits,
    ImportEndpoints imports,
    GatewayEndpoints gateways,
    AuditEndpoints audit,
    PeopleEndpoints people,
    StaffEndpoints staff,
    SessionEndpoints sessions,
    SettingsEndpoints settings,
    FlowEndpoints flows,
    LimitEndpoints limits,
    MembershipEndpoints memberships,
    EventEndpoints events,
    WebhookEndpoints webhooks,
    ReportEndpoints reports,
    LiveEndpoints live,
    Submissions submissions,
    Buffer openApi) {

  static Endpoints of(Services services, Metrics metrics, Buffer openApi) {
    Documents documents = new Documents(services.directory());
    Submissions submissions = new Submissions(services, documents, metrics);
    return new Endpoints(
        new WalletEndpoints(services, submissions, documents),
        new HoldEndpoints(services, submissions, documents),
        new MovementEndpoints(services, submissions, documents),
        new DepositEndpoints(services, submissions, documents),
        new ImportEndpoints(services, documents),
        new GatewayEndpoints(services, documents),
        new AuditEndpoints(services.proofs()),
        new PeopleEndpoints(services.people()),
        new StaffEndpoints(services.people()),
        new SessionEndpoints(services),
        new SettingsEndpoints(services.people(), documents),
        new FlowEndpoints(services),
        new LimitEndpoints(services.limits(), services.directory()),
        new MembershipEndpoints(services),
        new EventEndpoints(services.feed(), new EventDocuments(documents)),
        new WebhookEndpoints(services.webhooks()),
        new ReportEndpoints(services.reports(), services.directory()),
        new LiveEndpoints(services, documents),
        submissions,
        openApi);
  }
}
