package dev.backdraft.analysis.recording;

/**
 * Normal forms of names that a JVM makes up anew in every run, so that two recordings can be laid
 * side by side. The names in the tables stay as the file has them.
 */
public final class MethodNames {
  private MethodNames() {}

  /**
   * A type's name without what changes from run to run.
   *
   * <pre>
   *   com.shop.Cart$$Lambda$24/0x0000000800c03000      com.shop.Cart$$Lambda
   *   com.shop.Cart$$Lambda+0x00007f0a1c0bb438.1234    com.shop.Cart$$Lambda
   *   java.lang.invoke.LambdaForm$MH.0x0000000800c8    java.lang.invoke.LambdaForm$MH
   *   jdk.internal.reflect.GeneratedMethodAccessor17   jdk.internal.reflect.GeneratedMethodAccessor
   *   jdk.proxy2.$Proxy31                              jdk.proxy.$Proxy
   *   com.shop.Cart$$EnhancerBySpringCGLIB$$4f2a9c     com.shop.Cart$$EnhancerBySpringCGLIB
   * </pre>
   */
  public static String normal(String typeName) {
    String name = typeName;
    int lambda = name.indexOf("$$Lambda");
    if (lambda >= 0) {
      return name.substring(0, lambda + 8);
    }
    name = withoutAddress(name);
    for (String made : new String[] {"$$EnhancerBy", "$$FastClassBy"}) {
      int at = name.indexOf(made);
      int end = at < 0 ? -1 : name.indexOf("$$", at + made.length());
      if (end >= 0) {
        name = name.substring(0, end);
      }
    }
    int spring = name.indexOf("$$SpringCGLIB$$");
    if (spring >= 0) {
      name = name.substring(0, spring + 13);
    }
    if (name.contains("$Proxy")) {
      return proxy(name);
    }
    if (name.contains("Generated") && name.contains("Accessor")) {
      return withoutDigits(name);
    }
    return name;
  }

  /** Cuts the address that a hidden class bears: behind '+', '/' or '.', as 0x and hex digits. */
  private static String withoutAddress(String name) {
    int at = name.indexOf("0x");
    if (at <= 0 || "+/.".indexOf(name.charAt(at - 1)) < 0) {
      return name;
    }
    for (int i = at + 2; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean hex = Character.digit(c, 16) >= 0;
      if (!hex && "+/.x".indexOf(c) < 0) {
        return name;
      }
    }
    return name.substring(0, at - 1);
  }

  private static String proxy(String name) {
    String plain = withoutDigits(name);
    for (String home : new String[] {"jdk.proxy", "com.sun.proxy"}) {
      if (plain.startsWith(home)) {
        int dot = plain.indexOf('.', home.length());
        return dot < 0 ? plain : home + plain.substring(dot);
      }
    }
    return plain;
  }

  private static String withoutDigits(String name) {
    int end = name.length();
    while (end > 0 && Character.isDigit(name.charAt(end - 1))) {
      end--;
    }
    return name.substring(0, end);
  }

  /**
   * The package of a type, or the empty string. A part that begins with a digit is not a type's
   * name but what the JVM puts behind that of a hidden class: {@code
   * a.b.Cart$$Lambda$19.1243806178} is in {@code a.b}. A native library is its own package.
   */
  public static String packageOf(String typeName) {
    if (isLibrary(typeName)) {
      return typeName;
    }
    int dot = typeName.lastIndexOf('.');
    while (dot > 0
        && dot + 1 < typeName.length()
        && Character.digit(typeName.charAt(dot + 1), 10) >= 0) {
      dot = typeName.lastIndexOf('.', dot - 1);
    }
    return dot < 0 ? "" : typeName.substring(0, dot);
  }

  /** Files such as libc.so.6, libjvm.dylib and kernel32.dll: what native frames have for a type. */
  public static boolean isLibrary(String name) {
    int at = name.lastIndexOf(".so");
    if (at < 0) {
      return name.endsWith(".dylib") || name.endsWith(".dll");
    }
    for (int i = at + 3; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c != '.' && !Character.isDigit(c)) {
        return false;
      }
    }
    return at + 3 == name.length() || name.charAt(at + 3) == '.';
  }
}
