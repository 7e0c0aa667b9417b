package dev.backdraft.app.replay;

import dev.backdraft.app.result.VerdictPage;
import dev.backdraft.app.result.VerdictPage.Fact;
import dev.backdraft.app.result.VerdictPage.Row;
import dev.backdraft.app.result.VerdictPage.Tone;
import dev.backdraft.viewers.scale.Format;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.geometry.HPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/** The page of a verdict: the answer on top, below it what it rests on. */
final class VerdictCards {
  /** What a row is about, in a few lines at least. */
  private static final double FIRST_COLUMN = 110;

  private final VerdictPage page;
  private final Consumer<VerdictPage> flames;

  VerdictCards(VerdictPage page, Consumer<VerdictPage> flames) {
    this.page = page;
    this.flames = flames;
  }

  List<Node> cards() {
    List<Node> cards = new ArrayList<>();
    cards.add(answer());
    VBox figures = card("BEFORE AND AFTER, MEAN OF THE BLOCKS", figures());
    VBox side = card("HOW EVERY REQUEST ENDED", outcomes());
    side.getChildren().addAll(caption("THE RUN ITSELF"), facts(page.validity()));
    if (!page.differs().isEmpty()) {
      side.getChildren().addAll(caption("WHAT DIFFERS BETWEEN THE BUILDS"), facts(page.differs()));
    }
    cards.add(new CardPair(figures, side));
    if (!page.latency().before().isEmpty()) {
      cards.add(
          card(
              "LATENCY FROM DUE TIME, EVERY BLOCK · BEFORE ORANGE, AFTER GREEN, LOGARITHMIC",
              new LatencyCurves(page.latency())));
    }
    cards.add(card("RESPONSES THAT DIFFER", fields()));
    if (!page.endpoints().isEmpty()) {
      cards.add(card("BY ENDPOINT · SHOWN, NOT JUDGED", endpoints()));
    }
    if (!page.notes().isEmpty()) {
      VBox notes = card("NOTES");
      page.notes().forEach(note -> notes.getChildren().add(wrapped(note)));
      cards.add(notes);
    }
    return cards;
  }

  private Node answer() {
    FontIcon icon =
        new FontIcon(
            switch (page.answer()) {
              case HOLDS -> "mdi2c-check-bold";
              case DOES_NOT_HOLD -> "mdi2c-close-thick";
              case UNCLEAR -> "mdi2h-help";
            });
    StackPane mark = new StackPane(icon);
    mark.getStyleClass()
        .addAll(
            "verdict-mark",
            switch (page.answer()) {
              case HOLDS -> "good";
              case DOES_NOT_HOLD -> "bad";
              case UNCLEAR -> "doubt";
            });
    Label headline = new Label(page.headline());
    headline.getStyleClass().add("verdict-headline");
    VBox words = new VBox(3, headline);
    page.reasons().forEach(reason -> words.getChildren().add(wrapped(reason)));
    if (!page.advice().isEmpty()) {
      words.getChildren().add(wrapped(page.advice()));
    }
    Label about = wrapped(page.about());
    about.getStyleClass().add("dim");
    words.getChildren().add(about);
    words.setMinWidth(0);
    HBox.setHgrow(words, Priority.ALWAYS);
    Button open = new Button("Flame graphs", new FontIcon("mdi2f-fire"));
    open.setMinWidth(Region.USE_PREF_SIZE);
    open.setDisable(!page.recordings().any());
    open.setTooltip(
        new Tooltip(
            page.recordings().any()
                ? "Open the recordings of one pair as before and after"
                : "The targets made no recordings"));
    open.setOnAction(event -> flames.accept(page));
    // Beside many reasons both stand with the first of them.
    HBox card = new HBox(20, new VBox(mark), words, new VBox(open));
    card.getStyleClass().addAll("card", "verdict-answer");
    card.setAccessibleText(page.headline());
    return card;
  }

  private Node figures() {
    GridPane grid = table("What", ">Before", ">After", ">Change (95 %)", "", "Call");
    for (Row row : page.rows()) {
      Label what = wrapped(row.label());
      if (row.symptom()) {
        what.getStyleClass().add("strong");
      }
      VerdictPage.Spread spread = row.spread();
      line(
          grid,
          what,
          new Label(row.before()),
          new Label(row.after()),
          new Label(row.change()),
          spread == null ? new Region() : new SpreadBar(spread, row.tone()),
          whole(toned(row.call(), row.tone(), true)));
    }
    return page.rows().isEmpty()
        ? dim("No pair of blocks is valid, so there is nothing to compare.")
        : grid;
  }

  private Node outcomes() {
    GridPane grid = table("", ">Before", ">After");
    for (VerdictPage.Outcome outcome : page.outcomes()) {
      line(
          grid,
          wrapped(outcome.label()),
          count(outcome.before(), outcome.failure()),
          count(outcome.after(), outcome.failure()));
    }
    return grid;
  }

  private Node fields() {
    if (page.fields().isEmpty()) {
      return dim("None beyond what differs between two runs of the same build.");
    }
    GridPane grid = table("Endpoint", "Field", "Change", ">Seen", "Before", "After", "Means");
    for (VerdictPage.Field field : page.fields()) {
      line(
          grid,
          wrapped(field.endpoint()),
          toned(field.path(), field.tone(), false),
          new Label(field.kind()),
          new Label(field.seen()),
          sample(field.before()),
          sample(field.after()),
          toned(field.meaning(), field.tone(), true));
    }
    return grid;
  }

  private Node endpoints() {
    GridPane grid =
        table(
            "Endpoint",
            ">Requests",
            ">Failed before",
            ">Failed after",
            ">p99 before",
            ">p99 after");
    for (VerdictPage.Endpoint endpoint : page.endpoints()) {
      line(
          grid,
          wrapped(endpoint.name()),
          new Label(Format.count(endpoint.requests())),
          count(endpoint.failuresBefore(), true),
          count(endpoint.failuresAfter(), true),
          new Label(endpoint.p99Before()),
          new Label(endpoint.p99After()));
    }
    return grid;
  }

  private static GridPane facts(List<Fact> facts) {
    GridPane grid = new GridPane();
    grid.getStyleClass().add("verdict-facts");
    ColumnConstraints label = new ColumnConstraints();
    label.setHgrow(Priority.SOMETIMES);
    ColumnConstraints value = new ColumnConstraints();
    value.setHalignment(HPos.RIGHT);
    value.setHgrow(Priority.ALWAYS);
    value.setMinWidth(Region.USE_PREF_SIZE);
    grid.getColumnConstraints().setAll(label, value);
    for (Fact fact : facts) {
      Label name = dim(fact.label());
      name.setWrapText(true);
      grid.addRow(grid.getRowCount(), name, toned(fact.value(), fact.tone(), false));
    }
    grid.getChildren().stream()
        .filter(node -> GridPane.getColumnIndex(node) == 1)
        .forEach(node -> ((Label) node).setWrapText(false));
    return grid;
  }

  /** A heading that begins with {@code >} is of numbers, which stand at the right. */
  private static GridPane table(String... headings) {
    GridPane grid = new GridPane();
    grid.getStyleClass().add("verdict-table");
    List<Node> heads = new ArrayList<>();
    for (int i = 0; i < headings.length; i++) {
      boolean number = headings[i].startsWith(">");
      ColumnConstraints column = new ColumnConstraints();
      column.setHgrow(i == 0 ? Priority.ALWAYS : Priority.SOMETIMES);
      column.setHalignment(number ? HPos.RIGHT : HPos.LEFT);
      if (number) {
        column.setMinWidth(Region.USE_PREF_SIZE);
      } else if (i == 0) {
        column.setMinWidth(FIRST_COLUMN);
      }
      grid.getColumnConstraints().add(column);
      heads.add(caption(number ? headings[i].substring(1) : headings[i]));
    }
    grid.addRow(0, heads.toArray(Node[]::new));
    return grid;
  }

  private static void line(GridPane grid, Node... cells) {
    int row = grid.getRowCount();
    Region rule = new Region();
    rule.getStyleClass().add("verdict-rule");
    rule.setMaxWidth(Double.MAX_VALUE);
    grid.add(rule, 0, row, cells.length, 1);
    grid.addRow(row + 1, cells);
  }

  private static VBox card(String caption, Node... content) {
    VBox card = new VBox(caption(caption));
    card.getChildren().addAll(content);
    card.getStyleClass().add("card");
    return card;
  }

  private static Label caption(String text) {
    Label label = new Label(text);
    label.getStyleClass().add("caption");
    return label;
  }

  private static Label dim(String text) {
    Label label = new Label(text);
    label.getStyleClass().add("dim");
    return label;
  }

  private static Label wrapped(String text) {
    Label label = new Label(text);
    label.setWrapText(true);
    return label;
  }

  /** Its column is never narrower than it. */
  private static Label whole(Label label) {
    label.setWrapText(false);
    label.setMinWidth(Region.USE_PREF_SIZE);
    return label;
  }

  private static Label sample(String text) {
    Label label = new Label(text);
    label.setMaxWidth(180);
    label.setTooltip(new Tooltip(text));
    return label;
  }

  private static Label count(long count, boolean failure) {
    Label label = new Label(Format.count(count));
    if (failure && count > 0) {
      label.getStyleClass().add("tone-bad");
    }
    return label;
  }

  private static Label toned(String text, Tone tone, boolean dimmed) {
    Label label = new Label(text);
    label.setWrapText(true);
    if (tone != Tone.PLAIN) {
      label.getStyleClass().add("tone-" + tone.name().toLowerCase(Locale.ROOT));
    } else if (dimmed) {
      label.getStyleClass().add("dim");
    }
    return label;
  }
}
