package dev.backdraft.app.palette;

import dev.backdraft.app.work.Work;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/**
 * What fits what was typed, best first: commands, then methods. Methods can be many, so they are
 * looked through off the UI thread.
 */
public final class PaletteModel {
  /** Methods: more than this nobody reads. */
  private static final int MOST_METHODS = 40;

  /** One letter fits nearly every method. */
  private static final int LETTERS_FOR_METHODS = 2;

  /** What the palette offers. */
  public enum Scope {
    EVERYTHING,
    METHODS,
    TIME
  }

  /** Names of methods with their weight, and what choosing one does. */
  public interface Methods {
    int size();

    String name(int row);

    Choice choice(int row);
  }

  private final Work work;
  private final Supplier<List<Choice>> commands;
  private final Supplier<Methods> methods;
  private final Function<String, List<Choice>> times;
  private final ReadOnlyObjectWrapper<List<Choice>> found = new ReadOnlyObjectWrapper<>(List.of());

  private record Scored<T>(int score, T what) {}

  /**
   * @param commands asked when the palette is opened
   * @param methods the methods of what is looked at, heaviest first
   * @param times the range that was typed, if it is one
   */
  public PaletteModel(
      Work work,
      Supplier<List<Choice>> commands,
      Supplier<Methods> methods,
      Function<String, List<Choice>> times) {
    this.work = work;
    this.commands = commands;
    this.methods = methods;
    this.times = times;
  }

  public ReadOnlyObjectProperty<List<Choice>> found() {
    return found.getReadOnlyProperty();
  }

  public void look(Scope scope, String typed) {
    String letters = typed.strip();
    List<Choice> first =
        switch (scope) {
          case EVERYTHING -> best(commands.get(), letters);
          case METHODS -> List.of();
          case TIME -> times.apply(letters);
        };
    found.set(first);
    boolean enough = letters.length() >= LETTERS_FOR_METHODS;
    if (scope == Scope.METHODS || (scope == Scope.EVERYTHING && enough)) {
      Methods asked = methods.get();
      work.start(
          "palette",
          "",
          activity -> best(asked, letters),
          rows -> {
            List<Choice> all = new ArrayList<>(first);
            rows.forEach(row -> all.add(asked.choice(row)));
            found.set(List.copyOf(all));
          });
    }
  }

  static List<Choice> best(List<Choice> from, String typed) {
    List<Scored<Choice>> scored = new ArrayList<>();
    for (Choice choice : from) {
      int score = Fuzzy.score(typed, choice.label());
      if (score != Fuzzy.NONE) {
        scored.add(new Scored<>(score, choice));
      }
    }
    return sorted(scored, Integer.MAX_VALUE);
  }

  /** The rows that fit; of equal fit the heavier one, which comes first. */
  static List<Integer> best(Methods from, String typed) {
    List<Scored<Integer>> scored = new ArrayList<>();
    for (int row = 0; row < from.size(); row++) {
      int score = Fuzzy.score(typed, from.name(row));
      if (score != Fuzzy.NONE) {
        scored.add(new Scored<>(score, row));
      }
    }
    return sorted(scored, MOST_METHODS);
  }

  private static <T> List<T> sorted(List<Scored<T>> scored, int most) {
    scored.sort(Comparator.comparingInt((Scored<T> one) -> one.score()).reversed());
    return scored.stream().limit(most).map(Scored::what).toList();
  }
}
