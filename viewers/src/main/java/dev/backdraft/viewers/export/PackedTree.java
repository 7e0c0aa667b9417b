package dev.backdraft.viewers.export;

import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.analysis.query.Names;
import dev.backdraft.analysis.recording.FrameKind;
import dev.backdraft.viewers.paint.FlamePalette;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * A call tree in few bytes, to be unpacked by the page of {@link FlameHtml}. What a name and its
 * kind of frame are together is a symbol; nodes come in preorder, in columns of their own:
 *
 * <pre>
 *   shape     how many nodes go one deeper each, then how many rows up the next one begins, ...
 *   symbols   0 for the next new one, 1 and how many are as foretold, else the symbol and one more
 *   leaves    own weight less one of nodes without callees
 *   inner     how many callers weigh nothing themselves, then the weight of one that does, ...
 * </pre>
 *
 * <p>Foretold is what last came at the same place: below the same symbol and beside the same one.
 * Stacks of a service repeat themselves, so most nodes cost no byte but in their shape. Weights are
 * in units of their greatest common divisor, totals are sums of own weights. Names share the
 * beginning of the name before.
 */
final class PackedTree {
  /** Slots that remember what came where, as a power of two; the page has the same number. */
  static final int MEMORY_BITS = 17;

  private static final int KINDS = FrameKind.values().length;

  private final CallTree tree;
  private final Names names;
  private final ByteColumn shape;
  private final ByteColumn symbols;
  private final ByteColumn leaves;
  private final ByteColumn inner;
  private final ByteColumn symbolTable = new ByteColumn(4096);
  private final int[] symbolOf;
  private final int[] memory = new int[1 << MEMORY_BITS];
  private final int[] numberOfName;
  private final Map<Integer, String> shortNames = new TreeMap<>();
  private int[] nameOfNumber = new int[1024];
  private int nameCount;
  private int symbolCount;
  private int count;

  /**
   * All columns one behind the other.
   *
   * @param bytes the columns
   * @param words where the names end; behind are numbers only
   * @param shortNames by their number, where the end of the whole name is not the short one
   */
  record Packed(ByteColumn bytes, int words, Map<Integer, String> shortNames) {}

  private PackedTree(CallTree tree) {
    this.tree = tree;
    this.names = tree.names();
    this.shape = new ByteColumn(tree.size());
    this.symbols = new ByteColumn(tree.size());
    this.leaves = new ByteColumn(tree.size());
    this.inner = new ByteColumn(1024);
    this.symbolOf = new int[names.size() * KINDS];
    this.numberOfName = new int[names.size()];
  }

  static Packed of(CallTree tree) {
    PackedTree packed = new PackedTree(tree);
    long unit = tree.isEmpty() ? 1 : packed.unit();
    if (!tree.isEmpty()) {
      packed.nodes(unit);
    }
    return packed.assemble(unit);
  }

  private long unit() {
    long unit = 0;
    for (int node = 0; node < tree.size() && unit != 1; node++) {
      long self = tree.self(node);
      while (self != 0) {
        long rest = unit % self;
        unit = self;
        self = rest;
      }
    }
    return Math.max(1, unit);
  }

  private void nodes(long unit) {
    int deepest = tree.maxDepth() + 2;
    int[] open = new int[deepest];
    int[] beside = new int[deepest + 1];
    int last = -1;
    int descents = 0;
    int foretold = 0;
    int weightless = 0;
    long pending = 0;
    for (int node = 0; node < tree.size(); node++) {
      if (tree.total(node) <= 0) {
        continue;
      }
      int depth = tree.depth(node);
      if (depth > last) {
        descents++;
        weightless = node == 0 ? 0 : caller(pending, weightless);
      } else {
        shape.number(descents);
        shape.number((long) last + 1 - depth);
        descents = 0;
        leaves.number(pending - 1);
      }
      pending = tree.self(node) / unit;
      int key = tree.name(node) * KINDS + kind(node);
      int symbol = symbolOf[key];
      int slot = slot(depth == 0 ? 0 : open[depth - 1], beside[depth]);
      if (symbol > 0 && memory[slot] == symbol) {
        foretold++;
      } else {
        foretold(foretold);
        foretold = 0;
        symbol = literal(key, symbol);
        memory[slot] = symbol;
      }
      open[depth] = symbol;
      beside[depth] = symbol;
      beside[depth + 1] = 0;
      last = depth;
      count++;
    }
    shape.number(descents);
    foretold(foretold);
    inner.number(weightless);
    leaves.number(pending - 1);
  }

  /** A node that has callees: most of them weigh nothing themselves. */
  private int caller(long self, int weightless) {
    if (self == 0) {
      return weightless + 1;
    }
    inner.number(weightless);
    inner.number(self);
    return 0;
  }

  static int slot(int above, int beside) {
    return (above * 0x9e37_79b1 + beside * 0x85eb_ca77) >>> (32 - MEMORY_BITS);
  }

  @SuppressWarnings("EnumOrdinal") // the page has the same table of kinds
  private int kind(int node) {
    return tree.kind(node).ordinal();
  }

  private void foretold(int nodes) {
    if (nodes > 0) {
      symbols.number(1);
      symbols.number(nodes);
    }
  }

  /** Writes a symbol, from 1; 0 stands for one that has none yet. */
  private int literal(int key, int symbol) {
    if (symbol > 0) {
      symbols.number((long) symbol + 1);
      return symbol;
    }
    symbols.number(0);
    symbolCount++;
    symbolOf[key] = symbolCount;
    int name = key / KINDS;
    if (numberOfName[name] == 0) {
      if (nameCount == nameOfNumber.length) {
        nameOfNumber = Arrays.copyOf(nameOfNumber, nameCount * 2);
      }
      nameOfNumber[nameCount++] = name;
      numberOfName[name] = nameCount;
      symbolTable.number(0);
    } else {
      symbolTable.number((long) nameCount + 1 - numberOfName[name]);
    }
    symbolTable.number(key % KINDS);
    return symbolCount;
  }

  private Packed assemble(long unit) {
    ByteColumn texts = texts();
    ByteColumn whole =
        new ByteColumn(
            64
                + texts.size()
                + symbolTable.size()
                + shape.size()
                + symbols.size()
                + leaves.size()
                + inner.size());
    whole.number(count);
    whole.number(nameCount);
    whole.number(symbolCount);
    whole.number(unit);
    whole.section(texts);
    whole.section(symbolTable);
    int words = whole.size();
    whole.section(shape);
    whole.section(symbols);
    whole.section(leaves);
    whole.section(inner);
    return new Packed(whole, words, shortNames);
  }

  /** Of each name its colour, the length of its package, what it shares, and the rest. */
  private ByteColumn texts() {
    ByteColumn texts = new ByteColumn(nameCount * 24);
    String before = "";
    for (int i = 0; i < nameCount; i++) {
      int name = nameOfNumber[i];
      String text = names.text(name);
      String packageName = names.packageName(name);
      int shared = 0;
      int most = Math.min(text.length(), before.length());
      while (shared < most && text.charAt(shared) == before.charAt(shared)) {
        shared++;
      }
      if (shared > 0 && Character.isHighSurrogate(text.charAt(shared - 1))) {
        shared--;
      }
      texts.number(FlamePalette.slot(names, name));
      texts.number(packageName.length());
      texts.number(shared);
      texts.text(text, shared);
      before = text;
      if (isMadeUp(text)) {
        String shortText = names.shortText(name);
        if (!shortText.equals(text.substring(Math.min(text.length(), packageName.length() + 1)))) {
          shortNames.put(i, shortText);
        }
      }
    }
    return texts;
  }

  /** Only such names have another normal form; most have none, and are not worked out. */
  private static boolean isMadeUp(String text) {
    return text.indexOf('$') >= 0 || text.contains("0x") || text.contains("Accessor");
  }
}
