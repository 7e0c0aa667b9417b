package dev.backdraft.app.shell;

import java.io.IOException;
import java.util.function.Function;
import javafx.fxml.FXMLLoader;
import javafx.scene.Parent;

/** Loads FXML sheets with controllers that exist already. */
final class Sheets {
  private Sheets() {}

  /** A sheet of the controller's own package. */
  static Parent load(Object controller, String sheet) {
    return load(controller, sheet, type -> controller);
  }

  /** A sheet that includes others, whose controllers are asked for by type. */
  static Parent load(Object controller, String sheet, Function<Class<?>, Object> parts) {
    FXMLLoader loader = new FXMLLoader(controller.getClass().getResource(sheet));
    loader.setControllerFactory(parts::apply);
    loader.setController(controller);
    try {
      return loader.load();
    } catch (IOException e) {
      throw new IllegalStateException("missing or broken in the program: " + sheet, e);
    }
  }
}
