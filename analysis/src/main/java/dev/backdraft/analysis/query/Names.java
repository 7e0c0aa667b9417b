package dev.backdraft.analysis.query;

import dev.backdraft.analysis.recording.MethodNames;
import dev.backdraft.analysis.recording.MethodTable;
import java.util.BitSet;
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
  private final BitSet isMethod = new BitSet();
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
    for (int name = 0; name < size; name++) {
      isMethod.set(name, text[name] == null);
    }
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
    String whole = text(name);
    if (!hasType(name)) {
      return whole;
    }
    String type = methods.typeName(method[name]);
    if (!whole.startsWith(type)) {
      return withoutPackage(whole, packageName(name));
    }
    String normal = MethodNames.normal(type);
    return withoutPackage(normal + whole.substring(type.length()), MethodNames.packageOf(normal));
  }

  private static String withoutPackage(String whole, String packageName) {
    int skip = packageName.length();
    return skip == 0 || skip >= whole.length() ? whole : whole.substring(skip + 1);
  }

  /** The package of the name, or "" where it has none (native code, markers, threads). */
  public String packageName(int name) {
    String known = packageName[name];
    if (known == null) {
      known = method[name] < 0 ? "" : MethodNames.packageOf(methods.typeName(method[name]));
      packageName[name] = known;
    }
    return known;
  }

  /** The class that the name belongs to, or "" where it has none. */
  String typeName(int name) {
    return hasType(name) ? methods.typeName(method[name]) : "";
  }

  /** True for a frame of a type, or of a library that stands in its place. */
  boolean hasType(int name) {
    return method[name] >= 0 && methods.typeId(method[name]) >= 0;
  }

  /** True for code of a class; false for native code, markers, threads and the root. */
  boolean hasSource(int name) {
    return hasType(name) && !MethodNames.isLibrary(methods.typeName(method[name]));
  }

  /** True for a method that the JVM marks as hidden; classes and packages are not. */
  boolean isHidden(int name) {
    return method[name] >= 0 && isMethod.get(name) && methods.hidden(method[name]);
  }

  /** True for the root, a thread, a group of threads or a marker: not code. */
  public boolean isMarker(int name) {
    return method[name] == MARKER;
  }

  /** True for code of a class that stands in no package. */
  public boolean isInDefaultPackage(int name) {
    return hasType(name) && packageName(name).isEmpty();
  }

  /** True if a method goes by this name, itself or by its class or package. */
  boolean isNameOf(int name, int methodId, String wholeText) {
    if (method[name] < 0) {
      return false;
    }
    if (isMethod(name, methodId)) {
      return true;
    }
    boolean sameType = methods.typeId(methodId) == methods.typeId(method[name]);
    boolean sameClass = sameType && methods.typeName(methodId).equals(wholeText);
    return sameClass || MethodNames.packageOf(methods.typeName(methodId)).equals(wholeText);
  }

  /** True if the method itself goes by this name. */
  boolean isMethod(int name, int methodId) {
    int other = method[name];
    return other >= 0
        && methods.typeId(methodId) == methods.typeId(other)
        && methods.nameId(methodId) == methods.nameId(other);
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
