package dev.backdraft.viewers.table;

import java.util.function.ToDoubleFunction;

/**
 * A name in less room than it needs. What tells two names apart is mostly their end, so the class
 * gives way first and the method stays; of a method that is too long itself both ends stay.
 *
 * <pre>
 *   FloatFFT_1D.cftmdl1        all of it
 *   FloatF….cftmdl1            less room
 *   …cftmdl1                   still less
 *   cft…dl1
 * </pre>
 */
final class NameFit {
  private static final String CUT = "…";

  /** A letter of a class alone says nothing. */
  private static final int LEAST_CLASS = 2;

  private NameFit() {}

  /** The longest form of a name that fits; at least the mark of a cut. */
  static String of(String name, double room, ToDoubleFunction<String> width) {
    if (width.applyAsDouble(name) <= room) {
      return name;
    }
    int last = member(name);
    String tail = name.substring(last);
    int kept = most(last - 1, room, width, letters -> name.substring(0, letters) + CUT + tail);
    if (kept >= LEAST_CLASS) {
      return name.substring(0, kept) + CUT + tail;
    }
    String bare = tail.startsWith(".") ? tail.substring(1) : tail;
    if (last > 0 && width.applyAsDouble(CUT + bare) <= room) {
      return CUT + bare;
    }
    kept = Math.max(0, most(bare.length() - 1, room, width, letters -> ends(bare, letters)));
    return ends(bare, kept);
  }

  /** Where the method begins, its dot with it; 0 for a name of one part. */
  private static int member(String name) {
    int arguments = name.indexOf('(');
    int dot = name.lastIndexOf('.', arguments < 0 ? name.length() : arguments);
    return dot <= 0 || dot == name.length() - 1 ? 0 : dot;
  }

  private static String ends(String text, int letters) {
    int front = letters / 2;
    return text.substring(0, front) + CUT + text.substring(text.length() - (letters - front));
  }

  private interface Form {
    String of(int letters);
  }

  /** The most letters whose form fits; 0 if not even one does. */
  private static int most(int all, double room, ToDoubleFunction<String> width, Form form) {
    int low = 0;
    int high = Math.max(0, all);
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (width.applyAsDouble(form.of(middle)) <= room) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}
