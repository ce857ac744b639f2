package io.holdfast.http;

import io.holdfast.authorize.Authorizer;
import io.holdfast.authorize.Deadlines;
import io.holdfast.authorize.Inquiry;
import io.holdfast.authorize.Reversals;
import io.holdfast.events.Webhooks;
import io.holdfast.ledger.Creations;
import io.holdfast.ledger.Feed;
import io.holdfast.ledger.HouseAccounts;
import io.holdfast.ledger.Proofs;
import io.holdfast.ledger.Reads;
import io.holdfast.ledger.Wallets;
import io.holdfast.people.Directory;
import io.holdfast.people.People;
import io.holdfast.programs.Activities;
import io.holdfast.programs.Deposits;
import io.holdfast.programs.Flows;
import io.holdfast.programs.Imports;
import io.holdfast.programs.Limits;
import io.holdfast.programs.MembershipPlans;
import io.holdfast.programs.Memberships;
import io.holdfast.programs.PeriodReports;
import io.holdfast.reports.Reports;
import io.holdfast.vitals.Pulse;

/** The use cases behind the API, as one event loop has them. */
public record Services(
    Authorizer authorizer,
    Authorizer batchAuthorizer,
    Deadlines deadlines,
    Inquiry inquiry,
    Reversals reversals,
    Reads reads,
    Proofs proofs,
    Wallets wallets,
    Creations creations,
    HouseAccounts houseAccounts,
    Directory directory,
    People people,
    Flows flows,
    Activities activities,
    Limits limits,
    MembershipPlans membershipPlans,
    Memberships memberships,
    PeriodReports periodReports,
    Feed feed,
    Webhooks webhooks,
    Deposits deposits,
    Imports imports,
    Reports reports,
    Pulse pulse) {}
