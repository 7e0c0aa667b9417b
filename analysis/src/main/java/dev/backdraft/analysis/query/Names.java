package dev.backdraft.analysis.query;

import dev.backdraft.analysis.recording.MethodNames;
import dev.backdraft.analysis.recording.MethodTable;
import org.jspecify.annotations.Nullable;

/**
 * What the nodes of a call tree are called: an id per distinct name at the level of {@link By}.
 * Texts are made when they are first asked for: a picture needs few of them.
 */
public final class Names {
  /** The name of the root of every tree. */
  public static final int ALL = 0;

  /** In place of a method: not code (the root, a thread, a marker). */
  static final int MARKER = -1;

  /** In place of a method: code that belongs to no type, all of a sort under one name. */
  static final int NO_TYPE = -2;

  private final MethodTable methods;
  private final int[] method;
  private final @Nullable String[] text;
  private final String[] packageName;
  private final int size;

  /**
   * Takes the arrays over.
   *
   * @param method the method that a name was made of; MARKER or NO_TYPE where {@code text} is given
   * @param text the name, or null where it is the method's
   */
  Names(MethodTable methods, int[] method, @Nullable String[] text, int size) {
    this.methods = methods;
    this.method = method;
    this.text = text;
    this.packageName = new String[size];
    this.size = size;
  }

  public int size() {
    return size;
  }

  /** The whole name, as {@code com.acme.Cart.price}. */
  public String text(int name) {
    String known = text[name];
    if (known == null) {
      known = methods.display(method[name]);
      text[name] = known;
    }
    return known;
  }

  /** Without the package and without made-up numbers, as {@code Cart$$Lambda.run}. */
  public String shortText(int name) {
    String whole = hasType(name) ? normalText(name) : text(name);
    int skip = packageName(name).length();
    return skip == 0 || skip >= whole.length() ? whole : whole.substring(skip + 1);
  }

  /** The name where the JVM's numbering of lambdas, proxies and accessors is left out. */
  private String normalText(int name) {
    String whole = text(name);
    if (whole.indexOf('$') < 0 && whole.indexOf('/') < 0) {
      return whole;
    }
    String type = methods.typeName(method[name]);
    return whole.startsWith(type)
        ? MethodNames.normal(type) + whole.substring(type.length())
        : whole;
  }

  /** The package of the name, or "" where it has none (native code, markers, threads). */
  public String packageName(int name) {
    String known = packageName[name];
    if (known == null) {
      known = method[name] < 0 ? "" : packageOf(methods.typeName(method[name]));
      packageName[name] = known;
    }
    return known;
  }

  /**
   * The package of a type. A part that begins with a digit is not a type's name but what the JVM
   * puts behind that of a hidden class: {@code a.b.Cart$$Lambda$19.1243806178} is in {@code a.b}.
   */
  static String packageOf(String typeName) {
    int dot = typeName.lastIndexOf('.');
    while (dot > 0 && dot + 1 < typeName.length() && isDigit(typeName.charAt(dot + 1))) {
      dot = typeName.lastIndexOf('.', dot - 1);
    }
    return dot < 0 ? "" : typeName.substring(0, dot);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** True for a frame of a Java type; false for native code, markers, threads and the root. */
  boolean hasType(int name) {
    return method[name] >= 0 && methods.typeId(method[name]) >= 0;
  }

  /** True for the root, a thread, a group of threads or a marker: not code. */
  boolean isMarker(int name) {
    return method[name] == MARKER;
  }

  /** True if a method goes by this name, itself or by its class or package. */
  boolean isNameOf(int name, int methodId, String wholeText) {
    if (method[name] < 0) {
      return false;
    }
    boolean sameType = methods.typeId(methodId) == methods.typeId(method[name]);
    if (sameType && methods.nameId(methodId) == methods.nameId(method[name])) {
      return true;
    }
    boolean sameClass = sameType && methods.typeName(methodId).equals(wholeText);
    return sameClass || packageOf(methods.typeName(methodId)).equals(wholeText);
  }

  /** The first id with this text, or -1. */
  public int find(String wanted) {
    for (int name = 0; name < size; name++) {
      if (text(name).equals(wanted)) {
        return name;
      }
    }
    return -1;
  }
}
