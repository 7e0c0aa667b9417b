package dev.backdraft.analysis.recording;

import java.util.List;

/**
 * An event type as the file's own metadata describes it.
 *
 * @param name as {@code jdk.ExecutionSample}
 * @param label for people, or ""
 * @param description for people, or ""
 * @param category outermost first
 * @param fields in the order of the file; nested structures flattened as {@code thread.osName}
 * @param count how many whole events the recording holds
 */
public record EventType(
    String name,
    String label,
    String description,
    List<String> category,
    List<Field> fields,
    long count) {

  public EventType {
    category = List.copyOf(category);
    fields = List.copyOf(fields);
  }

  /** HotSpot's events are called jdk.X today and com.oracle.jdk.X before JDK 11: gives the X. */
  public static String localName(String name) {
    if (name.startsWith("jdk.")) {
      return name.substring(4);
    }
    return name.startsWith("com.oracle.jdk.") ? name.substring(15) : name;
  }

  /** True for an event of HotSpot, whatever its package is called in the recording's version. */
  public boolean isJvms(String localName) {
    return !name.equals(localName) && localName(name).equals(localName);
  }

  /** What a field's values are; decides which column of {@link EventTable} holds them. */
  public enum Content {
    INTEGER,
    REAL,
    BOOLEAN,
    TIMESTAMP,
    TIMESPAN,
    BYTES,
    TEXT,
    THREAD,
    STACK
  }

  /**
   * A field.
   *
   * @param name as in the file, as {@code stackTrace}
   * @param label for people, or ""
   * @param type the file's own type name, as {@code jdk.types.StackTrace}
   * @param content what it holds
   */
  public record Field(String name, String label, String type, Content content) {}
}
