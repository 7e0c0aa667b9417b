package dev.backdraft.viewers.paint;

/** The colours of one theme as 0xAARRGGBB; the tokens are those of the window's stylesheet. */
public enum Theme {
  LIGHT(
      0xfff6f7f9,
      0xffffffff,
      0xffe1e4ea,
      0xff1d2330,
      0xff69728a,
      0xff2f6fed,
      0xffc2382f,
      0xff1c8a5a,
      0xffb86e00),
  DARK(
      0xff15181f,
      0xff1c2029,
      0xff2c323e,
      0xffe6e9f0,
      0xff8d97ad,
      0xff6ea0ff,
      0xffef6b61,
      0xff4cc38a,
      0xffe0a03c);

  private final int background;
  private final int panel;
  private final int line;
  private final int ink;
  private final int dim;
  private final int accent;
  private final int bad;
  private final int good;
  private final int warn;

  Theme(
      int background,
      int panel,
      int line,
      int ink,
      int dim,
      int accent,
      int bad,
      int good,
      int warn) {
    this.background = background;
    this.panel = panel;
    this.line = line;
    this.ink = ink;
    this.dim = dim;
    this.accent = accent;
    this.bad = bad;
    this.good = good;
    this.warn = warn;
  }

  public int background() {
    return background;
  }

  public int panel() {
    return panel;
  }

  public int line() {
    return line;
  }

  public int ink() {
    return ink;
  }

  public int dim() {
    return dim;
  }

  public int accent() {
    return accent;
  }

  public int bad() {
    return bad;
  }

  public int good() {
    return good;
  }

  public int warn() {
    return warn;
  }

  public boolean dark() {
    return this == DARK;
  }

  /** As CSS writes it, without alpha. */
  public static String css(int argb) {
    return "#" + Integer.toHexString(0x1000000 | (argb & 0xffffff)).substring(1);
  }

  /** {@code share} of the second colour over the first, both opaque. */
  public static int mix(int first, int second, double share) {
    int weight = (int) Math.round(share * 256);
    int red = channel(first, second, 16, weight);
    int green = channel(first, second, 8, weight);
    int blue = channel(first, second, 0, weight);
    return 0xff000000 | (red << 16) | (green << 8) | blue;
  }

  private static int channel(int first, int second, int shift, int weight) {
    int one = (first >> shift) & 0xff;
    int other = (second >> shift) & 0xff;
    return one + (((other - one) * weight) >> 8);
  }
}
