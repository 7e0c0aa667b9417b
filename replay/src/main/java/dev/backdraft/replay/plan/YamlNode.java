package dev.backdraft.replay.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A value of a plan file, with the line it stands on.
 *
 * @param quoted a text in quotes stays a text
 */
record YamlNode(
    int line,
    Kind kind,
    String text,
    boolean quoted,
    Map<String, YamlNode> members,
    List<YamlNode> items) {
  /** The sorts of value; EMPTY is a key with nothing after it. */
  enum Kind {
    MAP,
    LIST,
    SCALAR,
    EMPTY
  }

  static YamlNode scalar(int line, String text, boolean quoted) {
    return new YamlNode(line, Kind.SCALAR, text, quoted, Map.of(), List.of());
  }

  static YamlNode empty(int line) {
    return new YamlNode(line, Kind.EMPTY, "", false, Map.of(), List.of());
  }

  static YamlNode map(int line, Map<String, YamlNode> members) {
    return new YamlNode(line, Kind.MAP, "", false, members, List.of());
  }

  static YamlNode list(int line, List<YamlNode> items) {
    return new YamlNode(line, Kind.LIST, "", false, Map.of(), items);
  }

  /** The same, known by another line: that of the name it belongs to. */
  YamlNode at(int other) {
    return new YamlNode(other, kind, text, quoted, members, items);
  }

  YamlNode get(String name) {
    YamlNode member = members.get(name);
    return member == null ? empty(line) : member;
  }

  /** The same with another value for a name; what is no map stays as it is. */
  YamlNode with(String name, String value) {
    if (kind != Kind.MAP) {
      return this;
    }
    Map<String, YamlNode> changed = new LinkedHashMap<>(members);
    changed.put(name, scalar(get(name).line(), value, false));
    return map(line, changed);
  }

  boolean isEmpty() {
    return kind == Kind.EMPTY;
  }
}
