package dev.backdraft.app.flame;

import dev.backdraft.analysis.query.By;
import dev.backdraft.analysis.query.ThreadChoice;
import dev.backdraft.analysis.query.Transform;
import dev.backdraft.analysis.query.Weighing;
import dev.backdraft.analysis.recording.SampleKind;
import dev.backdraft.app.command.Command;
import dev.backdraft.app.command.Command.Group;
import dev.backdraft.app.command.Commands;
import dev.backdraft.app.evidence.Evidence;
import dev.backdraft.app.export.ExportModel;
import dev.backdraft.app.export.Form;
import dev.backdraft.app.export.Seen;
import dev.backdraft.app.selection.CommandLine;
import dev.backdraft.app.selection.Look;
import dev.backdraft.app.selection.LookModel;
import dev.backdraft.app.selection.Show;
import dev.backdraft.viewers.flame.FlameOrientation;
import dev.backdraft.viewers.flame.FlameRequest;
import dev.backdraft.viewers.paint.ColourMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import org.jspecify.annotations.Nullable;

/** What can be done in the flame view, by name. */
public final class FlameCommands {
  private final FlamePane pane;
  private final FlameViewModel model;
  private final LookModel looks;
  private final ExportModel exports;
  private final Runnable reveal;

  /**
   * @param reveal brings the flame view into sight: its commands can be given from anywhere
   */
  public FlameCommands(FlamePane pane, ExportModel exports, Runnable reveal) {
    this.pane = pane;
    this.model = pane.model();
    this.looks = model.looks();
    this.exports = exports;
    this.reveal = reveal;
  }

  public void addTo(Commands commands) {
    selection(commands);
    samples(commands);
    shows(commands);
    frames(commands);
    drawing(commands);
    exporting(commands);
  }

  private @Nullable Look look() {
    return model.active().get().look().get();
  }

  private boolean ready() {
    return look() != null;
  }

  private boolean any() {
    return model.active().get().answer().get() != null;
  }

  private void change(String what, UnaryOperator<Look> change) {
    reveal.run();
    model.active().get().change(what, change);
  }

  private boolean is(Function<Look, Boolean> condition) {
    Look look = look();
    return look != null && condition.apply(look);
  }

  private Command command(String id, Group group, String label, Runnable action, String... keys) {
    return Command.of(id, group, label, action, keys).when(this::ready);
  }

  private void selection(Commands commands) {
    commands.add(
        command("threads.choose", Group.SELECTION, "Choose threads…", this::threads, "Shortcut+T"));
    commands.add(
        command(
                "threads.all",
                Group.SELECTION,
                "All threads",
                () -> change("All threads", now -> now.withThreads(ThreadChoice.ALL)))
            .when(() -> is(now -> !now.threads().isAll())));
    commands.add(
        command("time.strip", Group.GO, "Go to the time strip", this::strip, "Shortcut+Shift+M"));
    commands.add(
        command(
                "time.all",
                Group.SELECTION,
                "All of the time",
                () -> change("All of the time", now -> now.withTime(null)))
            .when(() -> is(now -> now.time() != null)));
    commands.add(
        command("search", Group.SELECTION, "Search the frames", this::search, "Shortcut+F"));
    commands.add(
        command(
                "search.only",
                Group.SELECTION,
                "Only stacks that match the search",
                () ->
                    change(
                        "Only stacks with it", now -> now.withFrames(now.search()).withSearch("")))
            .when(() -> is(now -> !now.search().isEmpty())));
    commands.add(
        command(
            "selection.clear",
            Group.SELECTION,
            "Remove all that narrows",
            () ->
                change("Remove all that narrows", now -> Look.at(now.kind()).withShow(now.show())),
            "Shortcut+Shift+Delete"));
  }

  private void threads() {
    reveal.run();
    pane.chooseThreads();
  }

  private void strip() {
    reveal.run();
    pane.activeStrip().strip().requestFocus();
  }

  private void search() {
    reveal.run();
    pane.tools().search().requestFocus();
    pane.tools().search().selectAll();
  }

  private void samples(Commands commands) {
    for (SampleKind kind : SampleKind.values()) {
      commands.add(
          command(
                  "samples." + kind.id(),
                  Group.SELECTION,
                  "Samples: " + kind.label(),
                  () -> change(kind.label(), now -> now.withKind(kind)))
              .when(() ->
                  model.active().get().kinds().get().stream()
                      .anyMatch(choice -> choice.kind() == kind && choice.there())));
    }
  }

  private void shows(Commands commands) {
    for (Show one : Show.values()) {
      commands.add(
          command(
              "show." + one.id(),
              Group.SHOW,
              "Show as " + one.label().toLowerCase(Locale.ROOT),
              () -> {
                String chosen = pane.activeSide().chosenName();
                change(one.label(), now -> now.showing(one, chosen));
                pane.activeSide().focus();
              },
              key(one)));
    }
    for (By by : By.values()) {
      commands.add(
          command(
              "by." + by.id(),
              Group.SHOW,
              "A frame is a " + by.label().toLowerCase(Locale.ROOT),
              () -> change(by.label(), now -> now.withBy(by))));
    }
    Transform invert = Transform.of(Transform.Kind.INVERT);
    commands.add(
        command(
            "bottom-up",
            Group.SHOW,
            "Bottom-up",
            () -> change("Bottom-up", now -> now.with(invert)),
            "Shortcut+U"));
    toggle(commands, Transform.Kind.ONLY_MY_CODE, "Only my code", "Shortcut+J");
    toggle(commands, Transform.Kind.COLLAPSE_RECURSION, "Collapse recursion");
    commands.add(
        command(
            "count",
            Group.SHOW,
            "Count events or add up their weight",
            () ->
                change(
                    "Count events",
                    now ->
                        now.withWeighing(
                            now.weighing() == Weighing.COUNT ? Weighing.WEIGHT : Weighing.COUNT))));
  }

  static String key(Show show) {
    return switch (show) {
      case FLAME -> "F7";
      case TABLE -> "F8";
      case SANDWICH -> "F9";
    };
  }

  private void toggle(Commands commands, Transform.Kind kind, String label, String... keys) {
    commands.add(
        command(
            kind.id(),
            Group.SHOW,
            label,
            () -> change(label, now -> ToolPane.toggled(now, kind)),
            keys));
  }

  /** Everything of a frame's menu, for the chosen frame. */
  private void frames(Commands commands) {
    for (FlameRequest.Action action : FlameRequest.Action.values()) {
      if (action != FlameRequest.Action.INVERT) {
        commands.add(
            new Command(
                "frame." + action.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                Group.SELECTION,
                () -> "Frame: " + action.label(),
                List.of(),
                () -> request(action) != null,
                () -> {
                  FlameRequest request = request(action);
                  if (request != null) {
                    reveal.run();
                    pane.actions().frame(model.active().get(), request);
                  }
                }));
      }
    }
    commands.add(
        command("frame.edit", Group.SELECTION, "Frame: open in my editor", this::edit, "Shift+F4")
            .when(() -> subject() != null));
  }

  private @Nullable Subject subject() {
    return pane.activeSide().subject().get();
  }

  private @Nullable FlameRequest request(FlameRequest.Action action) {
    Subject subject = subject();
    if (subject == null) {
      return null;
    }
    FlameRequest request = new FlameRequest(action, subject.tree(), subject.node());
    return request.isPossible() ? request : null;
  }

  private void edit() {
    Subject subject = subject();
    if (subject != null) {
      pane.actions().edit(subject);
    }
  }

  private void drawing(Commands commands) {
    commands.add(
        command(
            "heatmap", Group.SHOW, "Parts of seconds as a heatmap", this::heatmap, "Shortcut+M"));
    commands.add(
        command(
            "inspector",
            Group.SHOW,
            "Inspector",
            () -> looks.style("Inspector", now -> now.withInspector(!now.inspector())),
            "Shortcut+I"));
    commands.add(
        command(
                "side-by-side",
                Group.SHOW,
                "Before and after side by side",
                () -> {
                  reveal.run();
                  model.toggleSideBySide();
                },
                "Shortcut+D")
            .when(model::canPair));
    commands.add(
        command(
                "link",
                Group.SHOW,
                "Link before and after",
                () -> looks.linked(!looks.now().get().linked()),
                "Shortcut+L")
            .when(model.two()::get));
    for (FlameOrientation one : FlameOrientation.values()) {
      commands.add(
          command(
              "draw." + one.name().toLowerCase(Locale.ROOT),
              Group.SHOW,
              "Draw as " + one.label().toLowerCase(Locale.ROOT),
              () -> looks.style(one.label(), now -> now.with(one))));
    }
    for (ColourMode one : ColourMode.values()) {
      commands.add(
          command(
              "colour." + one.name().toLowerCase(Locale.ROOT),
              Group.SHOW,
              "Colour by " + one.label().toLowerCase(Locale.ROOT),
              () -> looks.style("Colours", now -> now.with(one))));
    }
  }

  private void heatmap() {
    reveal.run();
    boolean now = !looks.now().get().style().heatmap();
    looks.style("Heatmap", style -> style.withHeatmap(now));
    if (now) {
      pane.activeStrip().heatmap().requestFocus();
    }
  }

  private void exporting(Commands commands) {
    for (Form form : Form.values()) {
      commands.add(
          command(
                  "export." + form.id(),
                  Group.EXPORT,
                  "Export " + form.label() + "…",
                  () -> export(form))
              .called(() -> exportLabel(form))
              .when(() -> any() && Seen.lacking(form, isSandwich()).isEmpty()));
    }
    commands.add(
        command(
                "copy.stack",
                Group.EXPORT,
                "Copy the frame's stack",
                this::copyStack,
                "Shortcut+Shift+C")
            .when(() -> subject() != null));
    commands.add(
        command(
                "copy.text",
                Group.EXPORT,
                "Copy what is zoomed to as text",
                () -> pane.activeSide().matches().picture().copyText())
            .when(() -> any() && is(now -> now.show() != Show.TABLE)));
    commands.add(
        command("copy.command", Group.EXPORT, "Copy as a command line", this::copyCommand)
            .when(this::any));
  }

  private boolean isSandwich() {
    return is(now -> now.show() == Show.SANDWICH && !now.function().isEmpty());
  }

  private String exportLabel(Form form) {
    String lacking = Seen.lacking(form, isSandwich());
    String of = is(now -> now.show() == Show.TABLE) ? " of what the table is of…" : "…";
    return "Export " + form.label() + (lacking.isEmpty() ? of : " (" + lacking + ")");
  }

  private void export(Form form) {
    Evidence evidence = model.active().get().evidence().get();
    if (evidence != null) {
      pane.activeSide()
          .seen()
          .ifPresent(seen -> {
            String name = evidence.name().replaceFirst("\\.jfr.*$", "");
            exports.save(
                form,
                name + "-" + seen.parts().getFirst().tree().shape().samples().kind().id(),
                seen);
          });
    }
  }

  private void copyStack() {
    Subject subject = subject();
    if (subject != null) {
      copy(subject.tree().stackText(subject.node()));
    }
  }

  private static void copy(String text) {
    Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT, text));
  }

  private void copyCommand() {
    Evidence evidence = model.active().get().evidence().get();
    Look look = look();
    if (evidence != null && look != null) {
      copy(CommandLine.of(look, evidence.file()));
    }
  }
}
