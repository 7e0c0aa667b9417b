package dev.backdraft.replay.plan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Which headers of responses a plan compares. */
final class PlanHeaders {
  /** Unless the plan names others. */
  static final List<String> USUAL = List.of("content-type", "location");

  /** They say how one connection is used, or by which coding and length a body travels. */
  private static final Set<String> OF_THE_WIRE =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-connection",
          "proxy-authenticate",
          "te",
          "trailer",
          "upgrade",
          "transfer-encoding",
          "content-encoding",
          "content-length",
          "content-md5");

  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,200}");
  private static final int MOST = 50;

  private PlanHeaders() {}

  static List<String> read(YamlNode node) throws PlanException {
    if (node.isEmpty()) {
      return USUAL;
    }
    if (node.kind() == YamlNode.Kind.MAP) {
      throw new PlanException(node.line(), "expected a list of names of headers");
    }
    List<YamlNode> items =
        node.kind() == YamlNode.Kind.LIST ? node.items() : new ArrayList<>(List.of(node));
    Set<String> names = new LinkedHashSet<>();
    for (YamlNode item : items) {
      names.add(name(item));
    }
    if (names.size() > MOST) {
      throw new PlanException(node.line(), "at most " + MOST + " headers are compared");
    }
    return List.copyOf(names);
  }

  /** Whether a header can be called so. */
  static boolean named(String name) {
    return NAME.matcher(name).matches();
  }

  private static String name(YamlNode item) throws PlanException {
    if (item.kind() != YamlNode.Kind.SCALAR || !NAME.matcher(item.text()).matches()) {
      throw new PlanException(
          item.line(), "expected the name of a header, found \"" + item.text() + "\"");
    }
    String name = item.text().toLowerCase(Locale.ROOT);
    if (OF_THE_WIRE.contains(name)) {
      throw new PlanException(
          item.line(),
          "\""
              + item.text()
              + "\" says how an answer travels, not what it means: bodies are compared unpacked"
              + " and whole, whatever their coding and length");
    }
    return name;
  }
}
