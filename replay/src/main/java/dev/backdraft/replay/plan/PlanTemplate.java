package dev.backdraft.replay.plan;

import java.util.List;

/** The commented plan to begin with. */
public final class PlanTemplate {
  private PlanTemplate() {}

  /** A plan for these captures that says of every setting what it does. */
  public static String of(List<String> captures) {
    StringBuilder list = new StringBuilder();
    for (String capture : captures) {
      list.append("  - '").append(capture.replace("'", "''")).append("'\n");
    }
    return """
    # What to send: HAR, GoReplay, access logs, spans or Backdraft's own lines.
    captures:
    %s
    # The build that shows the symptom. {port} and {state} are filled in.
    before:
      command: java -jar before.jar --port={port}
      ready: /health          # or {log: 'Started in'}, or port
      # env: {MODE: test}
      # cwd: .
      # state: old-rows       # a folder, copied fresh for each block
      # readySeconds: 60
      # grace: 10             # seconds from SIGTERM to SIGKILL

    # The build with the fix.
    after:
      command: java -jar after.jar --port={port}
      ready: /health

    load:
      mode: rate              # rate, recorded (with factor) or inflight
      rate: 1000              # requests per second
      warmup: 3               # seconds, on other requests than are measured
      measure: 6

    protocol: quick           # 6 pairs of blocks; full: 10
    mayExtend: false          # true: as many pairs again, if the first look is unclear
    seed: 1

    check:
      symptom: failures       # or p50, p99, cpu, responses
      margin: 0.2             # after must be under this part of before

    unsafe: false             # true: methods that change data may be sent
    unordered: false          # true: arrays in responses are compared as bags
    # expect: ['POST /carts $.state']   # changes that are meant
    # ignore: ['GET /carts $.load']     # fields never held against the fix
    # vary: [jdk]                       # what differs on purpose
    """
        .formatted(list.toString().stripTrailing());
  }
}
