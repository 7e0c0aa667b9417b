package dev.backdraft.app.demo.guide;

import dev.backdraft.app.command.Command;
import dev.backdraft.app.command.Command.Group;
import dev.backdraft.app.command.Commands;
import dev.backdraft.sample.Incident;

/** What can be done with the guide, by name. */
public final class GuideCommands {
  private final GuideModel model;

  public GuideCommands(GuideModel model) {
    this.model = model;
  }

  public void addTo(Commands commands) {
    for (Incident one : Incident.values()) {
      commands.add(
          Command.of(
              "sample." + one.id(),
              Group.HELP,
              "Sample incident: " + one.id(),
              () -> model.start(one)));
    }
    commands.add(
        Command.of("guide.next", Group.HELP, "Guide: next step", model::next, "Shortcut+Alt+Right")
            .when(model::leads));
    commands.add(
        Command.of("guide.back", Group.HELP, "Guide: step before", model::back, "Shortcut+Alt+Left")
            .when(model::leads));
    commands.add(
        Command.of("guide.replay", Group.HELP, "Guide: replay", model::run, "Shortcut+Alt+Enter")
            .when(() -> model.leads() && !model.replay().running().get()));
    commands.add(
        Command.of("guide.close", Group.HELP, "Guide: close it", model::close).when(model::leads));
  }
}
