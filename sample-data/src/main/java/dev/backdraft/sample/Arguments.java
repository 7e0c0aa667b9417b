package dev.backdraft.sample;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the service was started with. */
record Arguments(int port, Incident incident, Build build, Path folder) {
  private static final int HIGHEST_PORT = 65_535;

  static final String USAGE =
      "checkout --port N --incident "
          + Arrays.stream(Incident.values()).map(Incident::id).collect(Collectors.joining("|"))
          + " --build before|after --folder SCRATCH";

  /** Reads them; every one has a usual value. */
  static Arguments of(String... words) {
    int port = 8080;
    Incident incident = Incident.CAPACITY;
    Build build = Build.BEFORE;
    Path folder = Path.of("checkout-data");
    for (int i = 0; i < words.length; i += 2) {
      String value = i + 1 < words.length ? words[i + 1] : "";
      switch (words[i]) {
        case "--port" -> port = port(value);
        case "--incident" ->
            incident = Incident.of(value).orElseThrow(() -> wrong("--incident", value));
        case "--build" -> build = build(value);
        case "--folder" -> folder = Path.of(value);
        default -> throw wrong("argument", words[i]);
      }
    }
    return new Arguments(port, incident, build, folder);
  }

  private static int port(String text) {
    try {
      int port = Integer.parseInt(text);
      if (port >= 0 && port <= HIGHEST_PORT) {
        return port;
      }
    } catch (NumberFormatException notOne) {
      throw wrong("--port", text);
    }
    throw wrong("--port", text);
  }

  private static Build build(String text) {
    for (Build build : Build.values()) {
      if (build.id().equals(text.toLowerCase(Locale.ROOT))) {
        return build;
      }
    }
    throw wrong("--build", text);
  }

  private static IllegalArgumentException wrong(String what, String value) {
    return new IllegalArgumentException("wrong " + what + ": '" + value + "'");
  }
}
