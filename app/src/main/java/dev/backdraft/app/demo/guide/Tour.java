package dev.backdraft.app.demo.guide;

import dev.backdraft.analysis.recording.SampleKind;
import dev.backdraft.replay.plan.ReplayPlan;
import dev.backdraft.sample.Incident;
import java.util.List;

/** Which steps lead through which incident, in triage order. */
final class Tour {
  private Tour() {}

  private static final String EVIDENCE =
      "Half a minute of the service before the fix, at the left, and after it, at the right. Both"
          + " had the same traffic.";

  private static final String CONFIRM =
      "The plan replays these requests against both builds in turn: fresh processes, an order drawn"
          + " by seed, a verdict by blocks. It is ready; press Replay. ";

  /** For a target's start and stop in each block. */
  private static final double BETWEEN_SECONDS = 2;

  private static final String VERDICT =
      "The answer is on top, below it the figures by block with their intervals, how every request"
          + " ended, and which responses differ. Flame graphs opens the recordings of this very"
          + " run.";

  /** The steps of an incident. */
  static List<Stop> of(Incident incident, ReplayPlan plan) {
    Parts parts = parts(incident);
    SampleKind kind = parts.kind();
    return List.of(
        Stop.flame("Evidence", parts.first(), "", EVIDENCE + " " + parts.evidence()),
        Stop.flame("When", kind, "", parts.when()),
        Stop.at(Stop.Place.PLAN, "Which", parts.which()),
        Stop.flame("Why", kind, parts.search(), parts.why()),
        Stop.at(Stop.Place.REPLAY, "Confirm", parts.confirm() + CONFIRM + time(plan)),
        Stop.at(Stop.Place.VERDICT, "Verdict", VERDICT));
  }

  /** How long its pairs take, and those that may be added. */
  static String time(ReplayPlan plan) {
    List<Integer> looks = plan.rule().looks();
    long first = minutes(plan, looks.getFirst());
    long last = minutes(plan, looks.getLast());
    String about =
        "It takes about " + first + (first == 1 && first == last ? " minute" : " minutes");
    return last == first
        ? about + "."
        : about + ", and up to " + last + " if " + looks.getFirst() + " pairs leave it unclear.";
  }

  private static long minutes(ReplayPlan plan, int pairs) {
    double block = BETWEEN_SECONDS + plan.load().warmUpSeconds() + plan.load().measureSeconds();
    return Math.max(1, Math.round(2 * pairs * block / 60));
  }

  /** What one incident has of its own. */
  private record Parts(
      SampleKind first,
      SampleKind kind,
      String search,
      String evidence,
      String when,
      String which,
      String why,
      String confirm) {}

  private static Parts parts(Incident incident) {
    return switch (incident) {
      case CAPACITY, CONTRACT, UPGRADE -> answers(incident);
      case STARVATION, CONVOY, POOL -> waiting(incident);
      case HOTPATH, LEAK, QUEUE -> costs(incident);
    };
  }

  private static Parts answers(Incident incident) {
    return switch (incident) {
      case CAPACITY ->
          new Parts(
              SampleKind.CPU,
              SampleKind.EXCEPTION,
              "checkForComodification",
              "The CPU looks alike: nothing is slow, a few requests just end without an answer.",
              "Exceptions, before and after. They come now and then, with no burst of traffic and"
                  + " no pause beside them: it is not the machine.",
              "The capture holds every request of that half minute. Those that failed ask for carts"
                  + " of traders, with 12 lines, and came within 10 ms of another one.",
              "A list is changed while another request goes through it: carts of more than 8 lines"
                  + " share one list, which two workers may use at once. After the fix it is gone.",
              "The symptom is failures: they must fall below a fifth, and be sure to. ");
      case CONTRACT ->
          new Parts(
              SampleKind.CPU,
              SampleKind.CPU,
              "label",
              "The fix asks two partners at once instead of one after the other.",
              "The CPU is alike on both sides: the time went by waiting, and half of it is saved.",
              "Every request reads an order. All were answered, before as after, with status 200:"
                  + " counting errors finds nothing.",
              "Only the build after writes the state of an order through State.label, which spells"
                  + " it in lower case. It is too cheap to be sampled; the replay compares"
                  + " answers.",
              "The symptom is the median, and it does fall. Watch the responses. ");
      default ->
          new Parts(
              SampleKind.CPU,
              SampleKind.EXCEPTION,
              "valueOf",
              "Tests on an empty store were green; in production one order in ten cannot be read.",
              "Exceptions, before and after. They come all the time, at the pace of the traffic:"
                  + " it is what is asked, not when.",
              "The requests that failed read orders 5300 to 5329, which version 1 stored; it called"
                  + " them SENT where version 2 says SHIPPED.",
              "Enum.valueOf throws under OrderHandler.handle for the older name. The fix"
                  + " understands both names.",
              "Each block starts on a fresh copy of the old store, or nothing would fail. ");
    };
  }

  private static Parts waiting(Incident incident) {
    return switch (incident) {
      case STARVATION ->
          new Parts(
              SampleKind.CPU,
              SampleKind.IO,
              "OfferHandler",
              "Requests wait for over two seconds, and the CPU has next to nothing to do.",
              "Waiting for input, before and after. It comes in bursts every five seconds, when a"
                  + " trader asks for 46 offers.",
              "One request in ten asks for an offer; the others are carts, which need no offer, and"
                  + " wait all the same.",
              "Before, the offers wait for the insurer on the two event loops, which have to serve"
                  + " everybody else. After, a worker waits.",
              "The symptom is p99: it must fall to less than half. ");
      case CONVOY ->
          new Parts(
              SampleKind.CPU,
              SampleKind.LOCK,
              "Tariff.freight",
              "The health checks stay green, for they need nothing of what is held.",
              "Waiting for locks. Every two and a half seconds all workers wait at once for half a"
                  + " second, and go on together.",
              "No kind of request is struck more than another: whoever comes in that half second"
                  + " waits.",
              "Tariff.freight renews the tariff while it holds its lock, and everybody has to pass"
                  + " there. After the fix nobody waits for it.",
              "The symptom is p99: it must fall to less than half. ");
      default ->
          new Parts(
              SampleKind.CPU,
              SampleKind.PARK,
              "getConnection",
              "The median is as ever; one request in ten takes more than ten times as long.",
              "Parked threads. Every three seconds, when somebody opens the page of reports,"
                  + " workers wait.",
              "Two in a hundred requests ask for a report, six at once, and there are four"
                  + " connections. The carts that wait are those that came beside the reports.",
              "Carts wait in HikariPool.getConnection while reports hold every connection with a"
                  + " query that adds up 30,000 sales again and again.",
              "The symptom is p99; the median would show nothing. ");
    };
  }

  private static Parts costs(Incident incident) {
    return switch (incident) {
      case HOTPATH ->
          new Parts(
              SampleKind.CPU,
              SampleKind.CPU,
              "CartHandler.describe",
              "It works; it only costs more machines than it should.",
              "The load is even, before as after: no burst, no moment to look for.",
              "All requests ask for carts of traders, with 12 lines each.",
              "About a third of the CPU makes messages for debugging, which are thrown away because"
                  + " debugging is off. After the fix they are not made.",
              "The symptom is CPU time a request; it has to fall for certain, if only by a bit. ");
      case LEAK ->
          new Parts(
              SampleKind.CPU,
              SampleKind.LIVE,
              "Draft",
              "Nothing is slow, nothing fails. The heap grows.",
              "What is still reachable at the end. The heap after collections rises in a straight"
                  + " line, and stays up in the last seconds, when traffic has stopped.",
              "Every request places an order, and each leaves 128 bytes behind.",
              "Drafts of orders stay alive, made in PlaceOrderHandler.handle: each registered as a"
                  + " listener and is never removed.",
              "The symptom is live bytes a request, taken after forced collections. ");
      default ->
          new Parts(
              SampleKind.CPU,
              SampleKind.LIVE,
              "AuditRecord",
              "Memory climbs with the traffic, though the queue has a bound.",
              "What is still reachable at the end. The heap after collections rises as long as"
                  + " there is traffic.",
              "Every request leaves a record for the archive, which takes ten a second.",
              "Records wait in a queue whose bound is 100,000 of 1,040 bytes: 104 MB away. After"
                  + " the fix all that wait are sent at once.",
              "The symptom is live bytes a request, taken after forced collections. ");
    };
  }
}
