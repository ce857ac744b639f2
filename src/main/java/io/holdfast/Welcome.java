package io.holdfast;

import io.holdfast.config.Settings;
import io.holdfast.people.DemoStaff;
import io.holdfast.wallet.Wallet;
import java.io.PrintStream;

/** What is printed when the service is up: where it is, and what to try. */
final class Welcome {
  private Welcome() {}

  static void print(PrintStream out, Settings settings, Service service) {
    String base = "http://" + host(settings.http().host()) + ":" + service.apiPort();
    out.printf("%nHoldfast is up.%n");
    out.printf("  API         %s%n", base);
    out.printf("  Console     %s/console/%n", base);
    out.printf(
        "  Management  http://%s:%d/readyz%n",
        host(settings.management().host()), service.managementPort());
    service.unsafe().forEach(problem -> out.printf("  UNSAFE      %s%n", problem));
    if (settings.demo() && settings.adminKey().isPresent()) {
      out.printf("  Admin key   %s%n", settings.adminKey().get());
      if (settings.postgres().embedded()) {
        out.printf("  Sign-in     %s, password %s%n", DemoStaff.OWNER, DemoStaff.PASSWORD);
      }
      service.demoWallet().ifPresent(wallet -> print(out, base, settings.adminKey().get(), wallet));
    }
    out.flush();
  }

  private static void print(PrintStream out, String base, String key, Wallet wallet) {
    String curl = "curl -s -H 'Authorization: Bearer " + key + "' ";
    out.printf("%nThree lines to try (the second one twice: money moves once):%n%n");
    out.printf("%s'%s/v1/wallets?client_reference=%s'%n%n", curl, base, wallet.clientReference());
    out.printf(
        "%s-H 'Content-Type: application/json' -H 'Idempotency-Key: sale-1881' %s/v1/debits"
            + " -d '{\"wallet_id\": \"%s\", \"amount\": 1250, \"currency\": \"%s\","
            + " \"reference\": \"sale-1881\"}'%n%n",
        curl, base, wallet.id(), wallet.currency());
    out.printf("%s%s/v1/wallets/%s/transactions%n%n", curl, base, wallet.id());
  }

  private static String host(String listening) {
    return listening.equals("0.0.0.0") ? "127.0.0.1" : listening;
  }
}
