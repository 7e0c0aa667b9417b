package dev.backdraft.replay.plan;

import static dev.backdraft.replay.plan.PlanValues.choice;
import static dev.backdraft.replay.plan.PlanValues.names;
import static dev.backdraft.replay.plan.PlanValues.number;
import static dev.backdraft.replay.plan.PlanValues.pairs;
import static dev.backdraft.replay.plan.PlanValues.pattern;
import static dev.backdraft.replay.plan.PlanValues.required;
import static dev.backdraft.replay.plan.PlanValues.text;
import static dev.backdraft.replay.plan.PlanValues.texts;
import static dev.backdraft.replay.plan.PlanValues.whole;
import static dev.backdraft.replay.plan.PlanValues.words;

import dev.backdraft.replay.target.Readiness;
import dev.backdraft.replay.target.TargetAddress;
import dev.backdraft.replay.target.TargetCommand;
import dev.backdraft.replay.target.TargetSpec;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The two builds of a plan. */
final class PlanTargets {
  static final List<String> TARGET =
      List.of(
          "command",
          "address",
          "env",
          "cwd",
          "port",
          "state",
          "ready",
          "readySeconds",
          "stop",
          "grace",
          "restartAt",
          "tls",
          "metrics");

  private final Path folder;

  PlanTargets(Path folder) {
    this.folder = folder;
  }

  TargetSpec target(YamlNode node) throws PlanException {
    names(node, TARGET);
    String metrics = path(node.get("metrics"));
    if (!node.get("address").isEmpty()) {
      return address(node, metrics);
    }
    required(node, "command");
    YamlNode command = node.get("command");
    List<String> words = command.kind() == YamlNode.Kind.SCALAR ? words(command) : texts(command);
    if (words.isEmpty() || words.getFirst().isBlank()) {
      throw new PlanException(command.line(), "the command is empty");
    }
    String state = text(node.get("state"));
    return new TargetCommand(
        words,
        pairs(node.get("env"), "names of variables with a value each"),
        folder.resolve(text(node.get("cwd"))),
        (int) whole(node.get("port"), 0, 0, 65_535),
        state.isEmpty() ? null : folder.resolve(state),
        readiness(node.get("ready")),
        (int) whole(node.get("readySeconds"), 60, 1, 3_600),
        choice(node.get("stop"), "TERM", List.of("TERM", "INT", "QUIT", "HUP")),
        (int) whole(node.get("grace"), 10, 0, 3_600),
        number(node.get("restartAt"), 0, 0, 86_400),
        PlanValues.flag(node.get("tls")),
        metrics);
  }

  private static TargetAddress address(YamlNode node, String metrics) throws PlanException {
    for (String name : node.members().keySet()) {
      if (!List.of("address", "metrics").contains(name)) {
        throw new PlanException(
            node.get(name).line(),
            "\"" + name + "\" says how to start a target; one with an address already runs");
      }
    }
    YamlNode text = node.get("address");
    String given = text(text);
    try {
      String full = given.contains("://") ? given : "http://" + given;
      URI uri = new URI(full);
      String host = uri.getHost();
      String scheme = uri.getScheme();
      boolean root = uri.getPath().isEmpty() || uri.getPath().equals("/");
      if (host != null && root && ("http".equals(scheme) || "https".equals(scheme))) {
        boolean tls = "https".equals(scheme);
        int port = uri.getPort() < 0 ? (tls ? 443 : 80) : uri.getPort();
        String plain = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return new TargetAddress(plain, port, tls, metrics);
      }
    } catch (URISyntaxException | IllegalArgumentException notOne) {
      throw new PlanException(text.line(), "not an address: " + notOne.getMessage());
    }
    throw new PlanException(
        text.line(), "expected http://HOST:PORT, found \"" + PlanException.shown(given) + "\"");
  }

  private static String path(YamlNode node) throws PlanException {
    String path = text(node);
    if (!node.isEmpty() && !path.startsWith("/")) {
      throw new PlanException(node.line(), "a path begins with '/'");
    }
    return path;
  }

  private static Readiness readiness(YamlNode node) throws PlanException {
    if (node.isEmpty()) {
      return new Readiness.Port();
    }
    if (node.kind() == YamlNode.Kind.SCALAR) {
      if (node.text().startsWith("/")) {
        return new Readiness.Path(node.text());
      }
      choice(node, "port", List.of("port"));
      return new Readiness.Port();
    }
    names(node, List.of("path", "log"));
    if (!node.get("path").isEmpty() && !node.get("log").isEmpty()) {
      throw new PlanException(
          node.line(),
          "ready by a \"path\" or by a line of its \"log\", not by both; leave one out");
    }
    String path = path(node.get("path"));
    if (!path.isEmpty()) {
      return new Readiness.Path(path);
    }
    required(node, "log");
    Pattern log = pattern(node.get("log"));
    return log == null ? new Readiness.Port() : new Readiness.Log(log);
  }
}
