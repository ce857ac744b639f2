package io.holdfast.simulator;

import io.holdfast.gate.Reservation;
import io.holdfast.operation.Answer;
import io.holdfast.operation.Operation;
import io.holdfast.operation.Origin;
import io.holdfast.wallet.WalletState;
import io.holdfast.wallet.WalletStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;

/** What the gate's scripts do, over maps: each method is one script's effect on one wallet. */
final class ModelRedis {
  private static final long AHEAD_SECONDS_MAX = 2;

  private final Map<Long, Cached> wallets = new HashMap<>();
  private final TreeMap<Place, Mark> marks = new TreeMap<>();
  private final Map<Place, Reservation.DeclinedBefore> declines = new HashMap<>();
  private final Scheduler scheduler;
  long clockOffsetSeconds;

  /* Mistakes, to see that they are found. */
  boolean withoutMarks;
  boolean withoutTickets;
  private int epoch;
  Consumer<String> log = line -> {};
  private long tickets;

  record Place(long wallet, UUID key) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      int byWallet = Long.compare(wallet, other.wallet);
      return byWallet != 0 ? byWallet : key.compareTo(other.key);
    }
  }

  private record Mark(long seconds, long amount, long fingerprint) {}

  private static final class Cached {
    Long available;
    WalletStatus status;
    long version = -1;
    int epoch;
    String ticket;
  }

  /** A copy of everything, as a replica has that is behind. */
  record Copy(Map<Long, Cached> wallets, TreeMap<Place, Mark> marks) {}

  ModelRedis(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  private long seconds() {
    return scheduler.nowMillis() / 1_000 + clockOffsetSeconds;
  }

  private Cached wallet(long number) {
    return wallets.computeIfAbsent(number, unknown -> new Cached());
  }

  private Long cached(Cached wallet) {
    return wallet.epoch == epoch ? wallet.available : null;
  }

  Reservation reserve(Operation operation, boolean forced) {
    Place place = new Place(operation.wallet(), operation.origin().key().hash());
    Reservation.DeclinedBefore declined = declines.get(place);
    if (declined != null) {
      return declined;
    }
    Cached wallet = wallet(operation.wallet());
    Long available = cached(wallet);
    long amount = operation.reserves();
    if (!forced) {
      Reservation no = null;
      if (available == null) {
        no = new Reservation.Absent();
      } else if (wallet.status != WalletStatus.ACTIVE) {
        no = new Reservation.Unclear();
      } else if (available < amount) {
        if (operation.allowsPartial() && available > 0) {
          amount = available;
        } else {
          no = new Reservation.TooLittle(available);
        }
      }
      if (no != null) {
        return marks.containsKey(place) ? pending(place, operation) : no;
      }
    }
    if (marks.containsKey(place)) {
      return pending(place, operation);
    }
    log.accept(
        "reserve "
            + place
            + " "
            + amount
            + " of "
            + available
            + " "
            + operation.origin().key().text());
    if (!withoutMarks) {
      marks.put(
          place, new Mark(seconds(), amount, Origin.request(operation.origin().fingerprint())));
    }
    if (available != null) {
      wallet.available = available - amount;
    } else {
      wallet.ticket = null;
    }
    return new Reservation.Reserved(amount);
  }

  private Reservation pending(Place place, Operation operation) {
    return marks.get(place).fingerprint() == Origin.request(operation.origin().fingerprint())
        ? new Reservation.InProgress()
        : new Reservation.KeyReused();
  }

  Void settle(long wallet, UUID key) {
    log.accept(
        "settle " + wallet + " " + key + " marked " + marks.containsKey(new Place(wallet, key)));
    if (marks.remove(new Place(wallet, key)) == null) {
      forget(wallet);
    }
    return null;
  }

  Void undo(long wallet, UUID key) {
    log.accept(
        "undo "
            + wallet
            + " "
            + key
            + " "
            + marks.get(new Place(wallet, key))
            + " of "
            + wallet(wallet).available);
    Mark mark = marks.remove(new Place(wallet, key));
    Cached cached = wallet(wallet);
    if (mark != null && cached.available != null) {
      cached.available += mark.amount();
    }
    return null;
  }

  Void add(long wallet, long amount, long version) {
    log.accept(
        "add "
            + wallet
            + " "
            + amount
            + " v"
            + version
            + " to "
            + wallet(wallet).available
            + " v"
            + wallet(wallet).version);
    Cached cached = wallet(wallet);
    if (cached.available == null) {
      cached.ticket = null;
    } else if (version > cached.version) {
      cached.available += amount;
    }
    return null;
  }

  Void invalidate(long wallet, long version) {
    log.accept("invalidate " + wallet + " was " + wallet(wallet).available);
    forget(wallet);
    Cached cached = wallet(wallet);
    cached.version = Math.max(cached.version, version);
    return null;
  }

  private void forget(long wallet) {
    Cached cached = wallet(wallet);
    cached.available = null;
    cached.ticket = null;
  }

  Void decline(Operation operation, Answer.Refused declined) {
    declines.put(
        new Place(operation.wallet(), operation.origin().key().hash()),
        new Reservation.DeclinedBefore(
            Origin.request(operation.origin().fingerprint()),
            declined.reason(),
            declined.available(),
            declined.exceeded()));
    return null;
  }

  /** The ticket, followed by keys of what is pending; empty if the wallet is cached. */
  List<String> beginLoad(long number) {
    Cached wallet = wallet(number);
    if (wallet.available != null && wallet.epoch != epoch) {
      forget(number);
    }
    List<String> out = new ArrayList<>();
    if (wallet.available == null) {
      if (wallet.ticket == null) {
        wallet.ticket = "ticket " + tickets++;
      }
      out.add(wallet.ticket);
      for (Place place : marks.keySet()) {
        if (place.wallet() == number) {
          out.add(place.key().toString());
        }
      }
    }
    return out;
  }

  boolean endLoad(
      long number, String ticket, WalletState state, List<UUID> uncommitted, List<UUID> committed) {
    Cached wallet = wallet(number);
    if (cached(wallet) != null) {
      return true;
    }
    boolean overtaken = !ticket.equals(wallet.ticket) && !withoutTickets;
    if (overtaken || wallet.version > state.version()) {
      return false;
    }
    long reserved = 0;
    for (UUID key : uncommitted) {
      Mark mark = marks.get(new Place(number, key));
      if (mark == null) {
        wallet.ticket = null;
        return false;
      }
      reserved += mark.amount();
    }
    wallet.ticket = null;
    log.accept("load " + number + " " + state + " less " + reserved);
    wallet.available = state.available() - reserved;
    wallet.version = state.version();
    wallet.status = state.status();
    wallet.epoch = epoch;
    for (UUID key : committed) {
      marks.computeIfPresent(
          new Place(number, key), (place, mark) -> new Mark(mark.seconds(), 0, mark.fingerprint()));
    }
    return true;
  }

  List<Place> olderThan(int seconds) {
    List<Place> old = new ArrayList<>();
    marks.forEach(
        (place, mark) -> {
          long age = seconds() - mark.seconds();
          if (age >= seconds || age < -AHEAD_SECONDS_MAX) {
            old.add(place);
          }
        });
    return old;
  }

  // What happens to it.

  void flush() {
    wallets.clear();
    marks.clear();
    declines.clear();
  }

  Copy copy() {
    Map<Long, Cached> copied = new HashMap<>();
    wallets.forEach(
        (number, from) -> {
          Cached to = new Cached();
          to.available = from.available;
          to.status = from.status;
          to.version = from.version;
          to.epoch = from.epoch;
          to.ticket = from.ticket;
          copied.put(number, to);
        });
    return new Copy(copied, new TreeMap<>(marks));
  }

  void replaceBy(Copy copy) {
    flush();
    wallets.putAll(copy.wallets());
    marks.putAll(copy.marks());
    epoch++;
  }

  /** The time of a wallet's hash is over, or it was evicted. */
  void vanish(long wallet) {
    wallets.remove(wallet);
  }

  /** The time of what was declined is over. */
  void forgetDeclines() {
    declines.clear();
  }

  // What is seen of it.

  int marks() {
    return marks.size();
  }

  /** A wallet's hash. */
  record Seen(
      Long available, WalletStatus status, long version, String ticket, boolean isOfThisEpoch) {}

  Seen seen(long number) {
    Cached it = wallet(number);
    return new Seen(it.available, it.status, it.version, it.ticket, it.epoch == epoch);
  }

  /** Amount and fingerprint of each mark. */
  Map<String, String> marksByField() {
    Map<String, String> all = new TreeMap<>();
    marks.forEach(
        (place, mark) ->
            all.put(place.wallet() + ":" + place.key(), mark.amount() + ":" + mark.fingerprint()));
    return all;
  }

  /** The cached balance, or null. */
  Long available(long wallet) {
    return cached(wallet(wallet));
  }
}
