package dev.backdraft.viewers.paint;

import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.analysis.query.Names;
import dev.backdraft.analysis.recording.FrameKind;
import org.jspecify.annotations.Nullable;

/**
 * The colour of each node of a tree, and the word on it. The four hues (orange, green, violet,
 * blue) differ in lightness as well, so that they stay apart for those who do not see red and
 * green; names are always written beside them. What has no package has a colour that no package
 * has.
 */
public final class FlamePalette {
  private static final int HUES = 4;
  private static final int SHADES = 3;

  /** How many colours packages share; behind them are those of what has no package. */
  static final int PACKAGES = HUES * SHADES;

  /** Not code: the root, threads, markers. */
  static final int MARKER = PACKAGES;

  /** Code that belongs to no class: of the kernel, of the JVM, of a library without a name. */
  static final int NATIVE = PACKAGES + 1;

  /** Code of a class in the default package. */
  static final int DEFAULT_PACKAGE = PACKAGES + 2;

  /** How many colours there are by package. */
  public static final int SLOTS = PACKAGES + 3;

  /** Two greys, for what no package is; the last one is yellow, which no package has. */
  private static final int[] DARK_OTHERS = {0xff343b49, 0xff565f73, 0xff8c8058};

  private static final int[] LIGHT_OTHERS = {0xffd9dde5, 0xffadb5c4, 0xffe8d97f};

  private static final int[][] DARK_HUES = {
    {0xffa8642b, 0xff955628, 0xffb7732f},
    {0xff33776a, 0xff2b675b, 0xff3d8878},
    {0xff7a5090, 0xff6a467f, 0xff895e9f},
    {0xff5160a2, 0xff465490, 0xff5e6eb2}
  };
  private static final int[][] LIGHT_HUES = {
    {0xfff0a561, 0xfff4b984, 0xffe9994f},
    {0xff84c7ab, 0xff9dd4bc, 0xff74bb9d},
    {0xffcfa7dc, 0xffdbbbe6, 0xffc296d2},
    {0xff9ba8eb, 0xffb1bbf1, 0xff8b99e3}
  };

  /** By ordinal of {@link FrameKind}: unknown, interpreted, jit, inlined, native, c++, ... */
  private static final int[] DARK_KINDS = {
    0xff4d5566,
    0xffa8642b,
    0xff33776a,
    0xff4a94a8,
    0xff5160a2,
    0xff9a8a35,
    0xff9c4a5c,
    0xff7a5090,
    0xff3a4150
  };

  private static final int[] LIGHT_KINDS = {
    0xffc9ceda,
    0xfff0a561,
    0xff84c7ab,
    0xffa9dcea,
    0xff9ba8eb,
    0xffe8d97f,
    0xffe9a3ae,
    0xffcfa7dc,
    0xffdfe2e9
  };

  private final Theme theme;
  private final ColourMode mode;
  private final int[] colourOfName;
  private final @Nullable String[] labelOfName;

  private FlamePalette(Theme theme, ColourMode mode, int names) {
    this.theme = theme;
    this.mode = mode;
    this.colourOfName = new int[names];
    this.labelOfName = new String[names];
  }

  /** Cheap: a name gets its colour when it is first drawn. */
  public static FlamePalette of(Names names, Theme theme, ColourMode mode) {
    return new FlamePalette(theme, mode, names.size());
  }

  public Theme theme() {
    return theme;
  }

  public ColourMode mode() {
    return mode;
  }

  public int node(CallTree tree, int node) {
    return switch (mode) {
      case PACKAGE -> name(tree.names(), tree.name(node));
      case KIND -> kind(theme, tree.kind(node));
      case SEARCH -> kind(theme, FrameKind.UNKNOWN);
    };
  }

  /** The short name, kept: picture after picture writes the same few. */
  String label(CallTree tree, int node) {
    int name = tree.name(node);
    String known = labelOfName[name];
    if (known == null) {
      known = tree.names().shortText(name);
      labelOfName[name] = known;
    }
    return known;
  }

  /** By package. Races are harmless: every thread works out the same colour. */
  private int name(Names names, int name) {
    int known = colourOfName[name];
    if (known == 0) {
      known = slotColour(theme, slot(names, name));
      colourOfName[name] = known;
    }
    return known;
  }

  /** Which of the {@link #SLOTS} colours a name has: the package decides the hue. */
  public static int slot(Names names, int name) {
    if (names.isMarker(name)) {
      return MARKER;
    }
    String text = names.text(name);
    String packageName = names.packageName(name);
    if (!packageName.isEmpty()) {
      return slot(packageName, text);
    }
    if (names.isInDefaultPackage(name)) {
      return DEFAULT_PACKAGE;
    }
    return isMarker(text) ? MARKER : NATIVE;
  }

  /** As {@code [truncated]}, but not the name of a kind of code, as {@code [native]}. */
  private static boolean isMarker(String text) {
    if (!text.startsWith("[") || !text.endsWith("]")) {
      return false;
    }
    String word = text.substring(1, text.length() - 1);
    for (FrameKind kind : FrameKind.values()) {
      if (kind != FrameKind.MARKER && kind.label().equals(word)) {
        return false;
      }
    }
    return true;
  }

  static int slot(String packageName, String text) {
    int hue = Math.floorMod(spread(packageName.hashCode()), HUES);
    int shade = Math.floorMod(spread(text.hashCode()), SHADES);
    return hue * SHADES + shade;
  }

  public static int slotColour(Theme theme, int slot) {
    if (slot >= PACKAGES) {
      return (theme.dark() ? DARK_OTHERS : LIGHT_OTHERS)[slot - PACKAGES];
    }
    return (theme.dark() ? DARK_HUES : LIGHT_HUES)[slot / SHADES][slot % SHADES];
  }

  @SuppressWarnings("EnumOrdinal") // a table beside the constants; a test holds them together
  public static int kind(Theme theme, FrameKind kind) {
    return (theme.dark() ? DARK_KINDS : LIGHT_KINDS)[kind.ordinal()];
  }

  /** The colour of a match. */
  public int match() {
    return theme.accent();
  }

  /** Near names have near hash codes; hues must not follow. */
  private static int spread(int hash) {
    int mixed = (hash ^ (hash >>> 16)) * 0x85EB_CA6B;
    mixed = (mixed ^ (mixed >>> 13)) * 0xC2B2_AE35;
    return mixed ^ (mixed >>> 16);
  }
}
