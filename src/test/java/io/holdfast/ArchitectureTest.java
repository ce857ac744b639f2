package io.holdfast;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom: the table of packages in ARCHITECTURE.md, as rules. */
@AnalyzeClasses(packages = "io.holdfast", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String[] PURE = {
    "io.holdfast.money", "io.holdfast.wallet", "io.holdfast.operation"
  };

  private static DescribedPredicate<JavaClass> any(String... packages) {
    return resideInAnyPackage(packages);
  }

  private static ArchRule ours(String name, String... known) {
    String[] allowed = new String[known.length + 1];
    System.arraycopy(known, 0, allowed, 0, known.length);
    allowed[known.length] = "io.holdfast." + name + "..";
    DescribedPredicate<JavaClass> others =
        resideInAnyPackage("io.holdfast..")
            .and(DescribedPredicate.not(resideInAnyPackage(allowed)))
            .as("other packages of Holdfast than %s", String.join(", ", allowed));
    return noClasses()
        .that()
        .resideInAPackage("io.holdfast." + name + "..")
        .should()
        .dependOnClassesThat(others);
  }

  @ArchTest
  static final ArchRule thePurePackagesKnowNothingButJava =
      classes()
          .that()
          .resideInAnyPackage(PURE)
          .should()
          .onlyDependOnClassesThat(any("java..", PURE[0], PURE[1], PURE[2]));

  @ArchTest
  static final ArchRule foresightKnowsThePureOnesAloneAndDoesNoIo =
      classes()
          .that()
          .resideInAPackage("io.holdfast.foresight..")
          .should()
          .onlyDependOnClassesThat(
              any("java..", PURE[0], PURE[1], PURE[2], "io.holdfast.foresight.."));

  @ArchTest static final ArchRule pacingKnowsNobody = ours("pacing");

  @ArchTest
  static final ArchRule theGateKnowsThePureOnesAlone =
      ours(
          "gate",
          "io.holdfast.money",
          "io.holdfast.wallet",
          "io.holdfast.operation",
          "io.holdfast.pacing",
          "io.holdfast.metrics");

  @ArchTest
  static final ArchRule theLedgerKnowsThePureOnesAndForesight =
      ours(
          "ledger",
          "io.holdfast.money",
          "io.holdfast.wallet",
          "io.holdfast.operation",
          "io.holdfast.foresight",
          "io.holdfast.pacing",
          "io.holdfast.metrics");

  @ArchTest
  static final ArchRule theUseCaseKnowsGateAndLedger =
      ours(
          "authorize",
          "io.holdfast.money",
          "io.holdfast.wallet",
          "io.holdfast.operation",
          "io.holdfast.gate",
          "io.holdfast.ledger");

  @ArchTest
  static final ArchRule programsKnowTheUseCase =
      ours(
          "programs",
          "io.holdfast.money",
          "io.holdfast.wallet",
          "io.holdfast.operation",
          "io.holdfast.authorize",
          "io.holdfast.ledger",
          "io.holdfast.people");

  @ArchTest
  static final ArchRule theAuditKnowsGateAndLedger =
      ours("audit", "io.holdfast.gate", "io.holdfast.ledger", "io.holdfast.metrics");

  @ArchTest
  static final ArchRule peopleKnowTheLedger =
      ours(
          "people",
          "io.holdfast.wallet",
          "io.holdfast.operation",
          "io.holdfast.ledger",
          "io.holdfast.money");

  @ArchTest
  static final ArchRule programsKnowTheUseCaseLedgerAndPeople =
      ours(
          "programs",
          "io.holdfast.wallet",
          "io.holdfast.operation",
          "io.holdfast.money",
          "io.holdfast.authorize",
          "io.holdfast.ledger",
          "io.holdfast.people");

  @ArchTest
  static final ArchRule eventsKnowTheLedger =
      ours(
          "events",
          "io.holdfast.wallet",
          "io.holdfast.operation",
          "io.holdfast.ledger",
          "io.holdfast.metrics");

  @ArchTest
  static final ArchRule reportsKnowTheLedger =
      ours("reports", "io.holdfast.wallet", "io.holdfast.operation", "io.holdfast.ledger");

  @ArchTest
  static final ArchRule vitalsKnowTheMetersAndHowFarTheBookIsProven =
      ours("vitals", "io.holdfast.operation", "io.holdfast.metrics", "io.holdfast.ledger");

  @ArchTest static final ArchRule metricsKnowOperations = ours("metrics", "io.holdfast.operation");

  @ArchTest static final ArchRule configurationKnowsNobody = ours("config");

  @ArchTest static final ArchRule embeddedServersKnowNobody = ours("embedded");

  @ArchTest
  static final ArchRule onlyHttpKnowsHttpAndWhoSendsWebhooks =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.holdfast.http..", "io.holdfast.events..")
          .should()
          .dependOnClassesThat(
              any("io.vertx.core.http..", "io.vertx.ext.web..", "io.netty.handler.codec.http.."));

  @ArchTest
  static final ArchRule onlyTheGateKnowsRedis =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.holdfast.gate..", "io.holdfast")
          .should()
          .dependOnClassesThat(any("io.vertx.redis.."));

  @ArchTest
  static final ArchRule onlyWhatKeepsSomethingKnowsSql =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.holdfast.ledger..",
              "io.holdfast.people..",
              "io.holdfast.events..",
              "io.holdfast.programs..",
              "io.holdfast.reports..",
              "io.holdfast")
          .should()
          .dependOnClassesThat(any("io.vertx.sqlclient..", "io.vertx.pgclient..", "java.sql.."))
          .orShould()
          .dependOnClassesThat(any("org.flywaydb.."));

  @ArchTest
  static final ArchRule nobodyKnowsTheInsidesOfVertxOrNetty =
      noClasses()
          .should()
          .dependOnClassesThat(
              any("io.vertx..impl..", "io.vertx..internal..", "io.netty..internal.."));

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("io.holdfast.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule onlyMainAndConfigurationReadTheEnvironment =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("io.holdfast.Main")
          .and()
          .resideOutsideOfPackage("io.holdfast.config..")
          .should()
          .callMethod(System.class, "getenv")
          .orShould()
          .callMethod(System.class, "getenv", String.class);

  @ArchTest
  static final ArchRule namesSayWhatAThingIs =
      noClasses()
          .should()
          .haveSimpleNameEndingWith("Impl")
          .orShould()
          .haveSimpleNameEndingWith("Util")
          .orShould()
          .haveSimpleNameEndingWith("Utils")
          .orShould()
          .haveSimpleNameEndingWith("Helper")
          .orShould()
          .haveSimpleNameEndingWith("Manager")
          .orShould()
          .haveSimpleNameStartingWith("Base");
}
