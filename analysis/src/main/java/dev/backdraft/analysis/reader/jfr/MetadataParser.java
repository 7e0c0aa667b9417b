package dev.backdraft.analysis.reader.jfr;

import dev.backdraft.analysis.reader.jfr.FieldInfo.Unit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the metadata event: a table of texts and a tree of elements over it.
 *
 * <pre>
 *   root
 *     metadata
 *       class name=jdk.ExecutionSample id=101 superType=jdk.jfr.Event
 *         annotation class=42 value=...
 *         field name=stackTrace class=27 constantPool=true
 *           annotation ...
 *     region
 * </pre>
 */
final class MetadataParser {
  private static final int MAX_DEPTH = 16;
  private static final int MAX_ELEMENTS = 1 << 21;

  private final Cursor in;
  private @Nullable String[] texts = new String[0];
  private int elements;

  private MetadataParser(Cursor in) {
    this.in = in;
  }

  /** An element of the tree. */
  private static final class Element {
    final String name;
    final String[] attributes;
    final List<Element> children = new ArrayList<>(4);

    Element(String name, String[] attributes) {
      this.name = name;
      this.attributes = attributes;
    }

    @Nullable String attribute(String key) {
      for (int i = 0; i < attributes.length; i += 2) {
        if (attributes[i].equals(key)) {
          return attributes[i + 1];
        }
      }
      return null;
    }

    String text(String key) {
      String value = attribute(key);
      return value == null ? "" : value;
    }

    long number(String key) {
      String value = attribute(key);
      if (value == null) {
        return -1;
      }
      try {
        return Long.parseLong(value);
      } catch (NumberFormatException e) {
        return -1;
      }
    }
  }

  /** The types of the metadata event whose first byte the cursor holds, or null if it is broken. */
  static @Nullable Metadata parse(Cursor in, int size) {
    int stop = in.pos + size;
    try {
      in.varint(); // size
      in.varlong(); // type
      in.varlong(); // start
      in.varlong(); // duration
      in.varlong(); // metadata id
      MetadataParser parser = new MetadataParser(in);
      if (!parser.readTexts(stop)) {
        return null;
      }
      Element root = parser.element(0, stop);
      if (root == null) {
        return null;
      }
      return parser.types(root);
    } catch (IndexOutOfBoundsException e) {
      return null;
    }
  }

  private boolean readTexts(int stop) {
    int count = in.varint();
    if (count < 0 || count > stop - in.pos) {
      return false;
    }
    texts = new String[count];
    for (int i = 0; i < count; i++) {
      int at = in.pos;
      if (!in.skipText() || in.pos > stop) {
        return false;
      }
      texts[i] = in.text(at);
    }
    return true;
  }

  private String text(int index) {
    if (index < 0 || index >= texts.length) {
      throw new IndexOutOfBoundsException(index);
    }
    String text = texts[index];
    return text == null ? "" : text;
  }

  private @Nullable Element element(int depth, int stop) {
    if (depth > MAX_DEPTH || ++elements > MAX_ELEMENTS) {
      return null;
    }
    String name = text(in.varint());
    int attributes = in.varint();
    if (attributes < 0 || attributes > (stop - in.pos) / 2) {
      return null;
    }
    String[] pairs = new String[attributes * 2];
    for (int i = 0; i < pairs.length; i++) {
      pairs[i] = text(in.varint());
    }
    Element element = new Element(name, pairs);
    int children = in.varint();
    if (children < 0 || children > stop - in.pos) {
      return null;
    }
    for (int i = 0; i < children; i++) {
      Element child = element(depth + 1, stop);
      if (child == null) {
        return null;
      }
      element.children.add(child);
    }
    return in.pos > stop ? null : element;
  }

  private @Nullable Metadata types(Element root) {
    List<Element> classes = new ArrayList<>();
    for (Element child : root.children) {
      if (child.name.equals("metadata")) {
        for (Element element : child.children) {
          if (element.name.equals("class")) {
            classes.add(element);
          }
        }
      }
    }
    if (classes.isEmpty()) {
      return null;
    }
    List<TypeInfo> types = new ArrayList<>(classes.size());
    for (Element element : classes) {
      types.add(
          new TypeInfo(element.number("id"), element.text("name"), element.text("superType")));
    }
    Metadata metadata = new Metadata(types);
    for (int i = 0; i < classes.size(); i++) {
      if (!fill(types.get(i), classes.get(i), metadata)) {
        return null;
      }
    }
    return metadata;
  }

  private static boolean fill(TypeInfo type, Element element, Metadata metadata) {
    if (type.basic != TypeInfo.Basic.STRUCT) {
      return true; // texts and numbers are written as themselves, whatever fields they list
    }
    for (Element child : element.children) {
      if (child.name.equals("field")) {
        FieldInfo field = field(child, metadata);
        if (field == null) {
          return false;
        }
        type.fields.add(field);
      } else if (child.name.equals("annotation")) {
        annotate(type, child, metadata);
      }
    }
    return true;
  }

  private static void annotate(TypeInfo type, Element annotation, Metadata metadata) {
    switch (annotationName(annotation, metadata)) {
      case "jdk.jfr.Label" -> type.label = annotation.text("value");
      case "jdk.jfr.Description" -> type.description = annotation.text("value");
      case "jdk.jfr.Category" -> {
        List<String> path = new ArrayList<>();
        String single = annotation.attribute("value");
        if (single != null) {
          path.add(single);
        }
        String next;
        for (int i = 0; i < MAX_DEPTH && (next = annotation.attribute("value-" + i)) != null; i++) {
          path.add(next);
        }
        type.category = path;
      }
      default -> {
        // Other annotations say nothing that is shown.
      }
    }
  }

  private static String annotationName(Element annotation, Metadata metadata) {
    int index = metadata.indexOf(annotation.number("class"));
    return index < 0 ? "" : metadata.type(index).name;
  }

  private static @Nullable FieldInfo field(Element element, Metadata metadata) {
    int index = metadata.indexOf(element.number("class"));
    if (index < 0) {
      return null;
    }
    String label = "";
    Unit unit = Unit.NONE;
    boolean unsigned = false;
    for (Element child : element.children) {
      if (!child.name.equals("annotation")) {
        continue;
      }
      String name = annotationName(child, metadata);
      if (name.equals("jdk.jfr.Label")) {
        label = child.text("value");
      } else if (name.equals("jdk.jfr.Unsigned")) {
        unsigned = true;
      } else {
        Unit said = FieldInfo.unitOf(name, child.attribute("value"));
        unit = said == Unit.NONE ? unit : said;
      }
    }
    return new FieldInfo(
        element.text("name"),
        metadata.type(index),
        "true".equals(element.attribute("constantPool")),
        element.number("dimension") > 0,
        label,
        unit,
        unsigned);
  }
}
