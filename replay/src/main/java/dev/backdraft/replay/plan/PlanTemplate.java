package dev.backdraft.replay.plan;

import java.util.List;

/** The commented plan to begin with. */
public final class PlanTemplate {
  private PlanTemplate() {}

  /** A plan for these captures that says of every setting what it does. */
  public static String of(List<String> captures) {
    return of(captures, List.of());
  }

  /** The same with values that the capture shows to be carried on. */
  public static String of(List<String> captures, List<CarryRule> carry) {
    StringBuilder list = new StringBuilder();
    for (String capture : captures) {
      list.append("  - ").append(quoted(capture)).append('\n');
    }
    StringBuilder rules = new StringBuilder();
    for (CarryRule rule : carry) {
      rules.append("  - {from: ").append(quoted(rule.from()));
      rules.append(", take: ").append(quoted(rule.take()));
      rules.append(rule.into().isEmpty() ? "" : ", into: " + quoted(rule.into())).append("}\n");
    }
    String carried =
        carry.isEmpty()
            ? "# carry:\n"
                + "#   - {from: 'POST /login', take: '$.token'}    # or cookie:SID,"
                + " header:X-Csrf\n"
            : "# Proposed: in the capture, later requests send these back. Without \"into\" a value"
                + " is\n"
                + "# filled in wherever it stands again.\n"
                + "carry:\n"
                + rules;
    return TEXT.replace("%captures%", list.toString().stripTrailing())
        .replace("%carry%", carried.stripTrailing());
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  private static final String TEXT =
      """
      # An editor completes and checks a plan by its schema: write it beside the plan with
      # backdraft replay --schema > plan.schema.json, then take the first # of this line:
      # # yaml-language-server: $schema=plan.schema.json

      # What to send: HAR, GoReplay, access logs, spans or Backdraft's own lines.
      captures:
      %captures%

      # Of spans: the service whose requests are replayed; without it, the one that most enter.
      # service: checkout

      # What counts as a secret besides the usual names, and what does not; off: true reads
      # everything as it was captured.
      # redact: {headers: [X-Tenant], fields: [iban], keep: [csrf-token], off: false}

      # Which of the captured requests take part; without it, all.
      # filter:
      #   method: [GET, POST]
      #   path: '^/carts'         # a regular expression, in path and query
      #   exclude: '/health'
      #   status: [5xx, 404]      # as recorded
      #   from: 60                # seconds from the first request
      #   to: 120

      # The build that shows the symptom. {port} and {state} are filled in; no shell sees it.
      before:
        command: java -jar before.jar --port={port}
        ready: /health            # or {log: 'Started in'}, or port
        # readySeconds: 60
        # env: {MODE: test}
        # cwd: .
        # port: 0                 # 0 picks a free one
        # state: old-rows         # a folder, copied fresh for each block; it may hold old data
        # stop: TERM              # or INT, QUIT, HUP
        # grace: 10               # seconds from the signal to SIGKILL
        # restartAt: 3            # seconds into the measured slice, on the same state
        # tls: false
        # metrics: /metrics       # Prometheus text, taken before and after measuring
        # address: http://127.0.0.1:8080    # instead of all these: a target that already runs

      # The build with the fix.
      after:
        command: java -jar after.jar --port={port}
        ready: /health

      load:
        mode: rate                # rate, recorded (with factor) or inflight
        rate: 1000                # requests per second
        # factor: 1               # times the recorded pace
        # inflight: 100           # so many always under way
        warmup: 3                 # seconds, on other requests than are measured; or steady
        # steadyCap: 120
        # ramp: 1                 # seconds in which the rate rises at first
        measure: 6
        # loop: true              # false: the block ends with the capture
        # connections: 10000      # at most at a time; who finds none waits
        # reuse: recorded         # requests that shared a connection share one; pooled: any idle one
        # http: 1.1               # or 2: by ALPN over TLS, else by prior knowledge
        # timeout: 30             # seconds until a response begins, and again until it ends
        # countLost: true         # keep sending while the target is stopped, count what is lost

      protocol: quick             # 6 pairs of blocks; full: 10
      # pairs: 12                 # more than the protocol asks for
      mayExtend: false            # true: as many pairs again, if the first look is unclear
      # soak: true                # one long block on each side, for leaks; settles first, for longer
      seed: 1

      check:
        symptom: failures         # or p50, p99, allocation, cpu, leak, responses
        margin: 0.2               # after must be under this part of before
        # endpoint: GET /carts/{id}     # only its failures, p50 or p99
        # outcome: [status_429]   # which ends of a request are meant; else every failure
        # present: 250            # before must be above this: ns, bytes per request

      # How much worse each may get; none leaves one out. These are the protocol's own.
      # guards: {p50: 0.15, p99: 0.5, failures: 0.001, allocation: 0.1}

      # Methods that may change data: scratch sends them only to targets that are started here on a
      # state folder of their own; true sends them always, false never.
      unsafe: scratch
      unordered: false            # true: arrays in responses are compared as bags
      # headers: [content-type, location]   # of answers, compared by what they mean; [] for none
      # expect: ['POST /carts $.state']   # changes that are meant; or
      # expect: [{field: 'POST /carts $.state', from: NEW, to: OPEN}]
      # ignore: ['GET /carts $.load', 'GET /carts header.etag']   # never held against the fix
      # vary: [jdk]               # what differs on purpose: jdk, flags, env, command, state, config

      # Values of earlier responses that later requests send back.
      %carry%

      # Secrets were replaced when the capture was read. Names of environment variables that hold
      # what to send instead, plain, by header, cookie or field; or by the token itself (bd-secret-...),
      # which is the same each time you read a capture on this machine:
      # secrets: {Authorization: API_TOKEN, 'cookie:SID': SESSION, 'field:password': PASSWORD}

      jfr: profile                # recordings of JVM targets: profile, default, a .jfc file, off
      """;
}
