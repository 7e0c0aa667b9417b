package dev.backdraft.analysis.reader.jfr;

import dev.backdraft.analysis.recording.EventType;
import dev.backdraft.analysis.recording.EventType.Content;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The fields of a type that chunks describe differently: all of any of them. A name that stands for
 * different contents appears once for each, the later ones marked by their content.
 */
final class FieldUnion {
  /** Descriptions that have nothing in common must not add up without end. */
  private static final int MOST = 2000;

  private final TypeInfo first;
  private final List<EventType.Field> fields = new ArrayList<>();
  private final Map<String, Integer> places = new HashMap<>();
  private final Set<String> names = new HashSet<>();
  private final Set<TypeInfo> seen = new HashSet<>();
  private long count;

  FieldUnion(TypeInfo first) {
    this.first = first;
  }

  /** Adds so many events of a type as a chunk describes it. */
  void add(TypeInfo type, long events) {
    count += events;
    if (!seen.add(type)) {
      return; // chunks of one JVM share their description
    }
    List<String> added = new ArrayList<>();
    for (EventType.Field field : new EventSchema(type).fields()) {
      if (fields.size() == MOST) {
        break;
      }
      if (!fields.isEmpty() && indexOf(places, field) >= 0) {
        continue;
      }
      String name =
          names.contains(field.name()) ? marked(field.name(), field.content()) : field.name();
      places.putIfAbsent(key(name, field.content()), fields.size());
      fields.add(new EventType.Field(name, field.label(), field.type(), field.content()));
      added.add(field.name());
    }
    names.addAll(added);
  }

  EventType type() {
    return new EventType(
        first.name, first.label, first.description, first.category, List.copyOf(fields), count);
  }

  /** Where fields stand, for {@link #indexOf}. */
  static Map<String, Integer> places(List<EventType.Field> fields) {
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < fields.size(); i++) {
      places.putIfAbsent(key(fields.get(i).name(), fields.get(i).content()), i);
    }
    return places;
  }

  /** Where a field of a chunk's description stands among all, or -1. */
  static int indexOf(Map<String, Integer> places, EventType.Field field) {
    Integer plain = places.get(key(field.name(), field.content()));
    if (plain != null) {
      return plain;
    }
    Integer marked = places.get(key(marked(field.name(), field.content()), field.content()));
    return marked == null ? -1 : marked;
  }

  private static String key(String name, Content content) {
    return content.name() + name;
  }

  private static String marked(String name, Content content) {
    return name + ':' + content.name().toLowerCase(Locale.ROOT);
  }
}
