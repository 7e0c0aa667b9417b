package dev.backdraft.analysis.reader.jfr;

import org.jspecify.annotations.Nullable;

/** From the JVM's names of classes to those that people write. */
final class ClassNames {
  private ClassNames() {}

  /** {@code java/lang/Thread} as java.lang.Thread, {@code [[I} as int[][]; null stays null. */
  static @Nullable String dotted(@Nullable String internal) {
    if (internal == null || internal.isEmpty()) {
      return internal;
    }
    return internal.charAt(0) == '[' ? array(internal) : internal.replace('/', '.');
  }

  private static String array(String internal) {
    int depth = 0;
    while (depth < internal.length() && internal.charAt(depth) == '[') {
      depth++;
    }
    if (depth == internal.length()) {
      return internal;
    }
    String element =
        switch (internal.charAt(depth)) {
          case 'Z' -> "boolean";
          case 'B' -> "byte";
          case 'C' -> "char";
          case 'S' -> "short";
          case 'I' -> "int";
          case 'J' -> "long";
          case 'F' -> "float";
          case 'D' -> "double";
          case 'L' ->
              internal.endsWith(";")
                  ? internal.substring(depth + 1, internal.length() - 1).replace('/', '.')
                  : internal.substring(depth + 1).replace('/', '.');
          default -> internal.substring(depth).replace('/', '.');
        };
    return element + "[]".repeat(depth);
  }
}
