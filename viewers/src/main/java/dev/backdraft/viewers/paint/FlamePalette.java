package dev.backdraft.viewers.paint;

import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.analysis.query.Names;
import dev.backdraft.analysis.recording.FrameKind;
import org.jspecify.annotations.Nullable;

/**
 * The colour of each node of a tree, and the word on it. The four hues (orange, green, violet,
 * blue) differ in lightness as well, so that they stay apart for those who do not see red and
 * green; names are always written beside them.
 */
public final class FlamePalette {
  private static final int HUES = 4;
  private static final int SHADES = 3;

  /** How many colours packages share. */
  public static final int SLOTS = HUES * SHADES;

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
      known = byPackage(theme, names.packageName(name), names.text(name));
      colourOfName[name] = known;
    }
    return known;
  }

  private static int byPackage(Theme theme, String packageName, String text) {
    return slotColour(theme, slot(packageName, text));
  }

  /** Which of the {@link #SLOTS} colours a name has: the package decides the hue. */
  public static int slot(String packageName, String text) {
    if (packageName.isEmpty()) {
      return 0;
    }
    int hue = Math.floorMod(spread(packageName.hashCode()), HUES);
    int shade = Math.floorMod(spread(text.hashCode()), SHADES);
    return hue * SHADES + shade;
  }

  public static int slotColour(Theme theme, int slot) {
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
