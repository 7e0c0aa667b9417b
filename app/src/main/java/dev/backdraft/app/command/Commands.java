package dev.backdraft.app.command;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The list of commands of one window. Two may share neither an id nor a key. */
public final class Commands {
  private final List<Command> all = new ArrayList<>();
  private final Map<String, String> owners = new HashMap<>();

  public void add(Command command) {
    own("id " + command.id(), command);
    command.keys().forEach(key -> own("key " + key, command));
    all.add(command);
  }

  private void own(String what, Command command) {
    String other = owners.putIfAbsent(what, command.id());
    if (other != null) {
      throw new IllegalArgumentException(command.id() + " and " + other + " share " + what);
    }
  }

  /** In the order in which they were added. */
  public List<Command> all() {
    return Collections.unmodifiableList(all);
  }

  public List<Command> in(Command.Group group) {
    return all.stream().filter(command -> command.group() == group).toList();
  }

  public Optional<Command> find(String id) {
    return all.stream().filter(command -> command.id().equals(id)).findFirst();
  }

  /** Runs a command; false if it is not possible now. */
  public boolean run(String id) {
    return find(id).orElseThrow(() -> new IllegalArgumentException("no command " + id)).run();
  }
}
