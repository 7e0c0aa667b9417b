package dev.backdraft.analysis.reader.cache;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The content is the same, but the files may be called otherwise than when it was kept. */
final class Renaming {
  private final Map<String, String> now;

  private Renaming(Map<String, String> now) {
    this.now = now;
  }

  static void write(List<String> names, SectionWriter out) throws IOException {
    out.count(names.size());
    for (String name : names) {
      out.text(name);
    }
  }

  /** Null if files that had one name have several now. */
  static @Nullable Renaming read(SectionReader in, List<String> names) throws IOException {
    List<String> then = new ArrayList<>();
    int count = in.count(4);
    for (int i = 0; i < count; i++) {
      then.add(in.text());
    }
    if (then.size() != names.size()) {
      return null;
    }
    Map<String, String> now = new HashMap<>();
    for (int i = 0; i < count; i++) {
      String other = now.putIfAbsent(then.get(i), names.get(i));
      if (other != null && !other.equals(names.get(i))) {
        return null;
      }
    }
    return new Renaming(now);
  }

  /** The name of today; an entry of an archive is named {@code archive!entry}. */
  String now(String then) {
    int inside = then.indexOf('!');
    String outside = inside < 0 ? then : then.substring(0, inside);
    return now.getOrDefault(outside, outside) + (inside < 0 ? "" : then.substring(inside));
  }
}
