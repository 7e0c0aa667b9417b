package dev.backdraft.analysis.reader.jfr;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A type as a chunk's metadata describes it. Filled by {@link MetadataParser}, then left alone. */
final class TypeInfo {
  final long id;
  final String name;
  final String superType;
  final Basic basic;
  final List<FieldInfo> fields = new ArrayList<>();
  List<String> category = List.of();
  String label = "";
  String description = "";

  /** How many columns its events may have at most: less where there are very many types. */
  int mostColumns = Integer.MAX_VALUE;

  TypeInfo(long id, String name, String superType) {
    this.id = id;
    this.name = name;
    this.superType = superType;
    this.basic = Basic.of(name);
  }

  /** The types that are written as themselves. */
  enum Basic {
    STRUCT,
    BOOLEAN,
    BYTE,
    CHAR,
    SHORT,
    INT,
    LONG,
    FLOAT,
    DOUBLE,
    TEXT;

    static Basic of(String name) {
      return switch (name) {
        case "boolean" -> BOOLEAN;
        case "byte" -> BYTE;
        case "char" -> CHAR;
        case "short" -> SHORT;
        case "int" -> INT;
        case "long" -> LONG;
        case "float" -> FLOAT;
        case "double" -> DOUBLE;
        case "java.lang.String" -> TEXT;
        default -> STRUCT;
      };
    }
  }

  boolean isEvent() {
    return superType.equals("jdk.jfr.Event");
  }

  boolean isAnnotation() {
    return superType.equals("java.lang.annotation.Annotation");
  }

  @Nullable FieldInfo field(String fieldName) {
    for (FieldInfo field : fields) {
      if (field.name().equals(fieldName)) {
        return field;
      }
    }
    return null;
  }
}
