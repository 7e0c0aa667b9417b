package dev.backdraft.replay.plan;

import dev.backdraft.replay.outcome.Endpoints;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Methods, endpoints and fields as a plan names them, so that a run can find them again. */
final class PlanNames {
  /** Those that are in daily use: others may be meant, but not by one wrong letter. */
  private static final List<String> METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE");

  private static final Pattern METHOD = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}");
  private static final Pattern ENDPOINT = Pattern.compile("(\\S+) ((?:[/*]|\\w+://)\\S*)");
  private static final Pattern FIELD =
      Pattern.compile("(.*?) (\\$.*|header\\.\\S+|status|outcome|body)");

  private PlanNames() {}

  /** In upper case. */
  static Set<String> methods(YamlNode node) throws PlanException {
    Set<String> methods = new TreeSet<>();
    for (String given : PlanValues.texts(node)) {
      String method = given.toUpperCase(Locale.ROOT);
      if (!METHOD.matcher(method).matches()) {
        throw new PlanException(
            node.line(),
            "expected a method, or a list as [GET, POST], found \""
                + PlanException.shown(given)
                + "\"");
      }
      misspelt(node, given, method);
      methods.add(method);
    }
    return methods;
  }

  private static void misspelt(YamlNode node, String given, String method) throws PlanException {
    for (String known : METHODS) {
      if (!METHODS.contains(method) && (swapped(method, known) || oneOff(method, known))) {
        throw new PlanException(
            node.line(), "no method is called \"" + given + "\"; did you mean \"" + known + "\"?");
      }
    }
  }

  /** The same letters in another order. */
  private static boolean swapped(String a, String b) {
    return a.chars().sorted().boxed().toList().equals(b.chars().sorted().boxed().toList());
  }

  /** Short names are near to too many others. */
  private static boolean oneOff(String method, String known) {
    return known.length() > 3 && PlanValues.distance(method, known) == 1;
  }

  /** An endpoint as answers are told apart by, or "" where there is none. */
  static String endpoint(YamlNode node) throws PlanException {
    String given = PlanValues.text(node);
    if (!given.isEmpty()) {
      endpoint(node.line(), given);
    }
    return given;
  }

  private static void endpoint(int line, String given) throws PlanException {
    Matcher endpoint = ENDPOINT.matcher(given);
    if (!endpoint.matches()) {
      throw new PlanException(
          line,
          "expected a method and a path, as GET /carts/{id}, found \""
              + PlanException.shown(given)
              + "\"");
    }
    String upper = endpoint.group(1).toUpperCase(Locale.ROOT);
    String method = METHODS.contains(upper) ? upper : endpoint.group(1);
    String known = Endpoints.of(method, endpoint.group(2));
    if (!known.equals(given)) {
      throw new PlanException(
          line,
          "no endpoint is called \""
              + PlanException.shown(given)
              + "\"; did you mean \""
              + PlanException.shown(known)
              + "\"?");
    }
  }

  static List<String> fields(YamlNode node) throws PlanException {
    List<String> fields = new ArrayList<>(PlanValues.texts(node));
    for (String field : fields) {
      field(node.line(), field);
    }
    return fields;
  }

  /** A field of an endpoint's answers. */
  static String field(YamlNode node) throws PlanException {
    String given = PlanValues.text(node);
    field(node.line(), given);
    return given;
  }

  private static void field(int line, String given) throws PlanException {
    Matcher field = FIELD.matcher(given);
    if (!field.matches()) {
      throw new PlanException(
          line,
          "expected an endpoint and a field of its answers, as POST /carts $.state (or status,"
              + " outcome, body, header.NAME), found \""
              + PlanException.shown(given)
              + "\"");
    }
    endpoint(line, field.group(1));
  }
}
