package dev.backdraft.analysis.recording;

/**
 * Methods as rows of string ids: type (dotted, as {@code java.lang.Thread}), name, descriptor.
 *
 * <p>A frame without a type (native code, kernel, a marker) has {@link StringTable#NONE} as type
 * and its whole text as name.
 */
public final class MethodTable {
  private final StringTable strings;
  private final int[] type;
  private final int[] name;
  private final int[] descriptor;
  private final boolean[] hidden;
  private final int size;

  /** Takes the arrays over; each holds at least {@code size} rows. */
  public MethodTable(
      StringTable strings, int[] type, int[] name, int[] descriptor, boolean[] hidden, int size) {
    this.strings = strings;
    this.type = type;
    this.name = name;
    this.descriptor = descriptor;
    this.hidden = hidden;
    this.size = size;
  }

  public int size() {
    return size;
  }

  public int typeId(int method) {
    return type[method];
  }

  public int nameId(int method) {
    return name[method];
  }

  public int descriptorId(int method) {
    return descriptor[method];
  }

  public String typeName(int method) {
    return strings.get(type[method]);
  }

  public String name(int method) {
    return strings.get(name[method]);
  }

  /** The JVM descriptor, as {@code (I)V}; empty where the producer gives none. */
  public String descriptor(int method) {
    return strings.get(descriptor[method]);
  }

  /** True for frames that the JVM itself marks as hidden (lambda forms and the like). */
  public boolean hidden(int method) {
    return hidden[method];
  }

  /** The package of the type, or the empty string. */
  public String packageName(int method) {
    return MethodNames.packageOf(typeName(method));
  }

  /** As people read it: {@code java.lang.Thread.run}, or the bare name where there is no type. */
  public String display(int method) {
    return type[method] == StringTable.NONE ? name(method) : typeName(method) + '.' + name(method);
  }
}
