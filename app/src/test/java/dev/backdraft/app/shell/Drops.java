package dev.backdraft.app.shell;

import com.sun.javafx.tk.TKClipboard;
import java.io.File;
import java.lang.reflect.Constructor;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.input.DataFormat;
import javafx.scene.input.DragEvent;
import javafx.scene.input.Dragboard;
import javafx.scene.input.TransferMode;

/** Drops files on a node as the system would: no robot can drag from outside the program. */
final class Drops {
  private Drops() {}

  static void drop(Node target, Path... files) throws Exception {
    List<File> dragged = List.of(files).stream().map(Path::toFile).toList();
    Dragboard board = board(dragged);
    Event.fireEvent(target, event(target, DragEvent.DRAG_OVER, board));
    Event.fireEvent(target, event(target, DragEvent.DRAG_DROPPED, board));
  }

  private static DragEvent event(
      Node target, javafx.event.EventType<DragEvent> type, Dragboard board) {
    return new DragEvent(type, board, 10, 10, 10, 10, TransferMode.COPY, null, target, null);
  }

  private static Dragboard board(List<File> files) throws Exception {
    TKClipboard clipboard =
        (TKClipboard)
            Proxy.newProxyInstance(
                Drops.class.getClassLoader(),
                new Class<?>[] {TKClipboard.class},
                (proxy, method, arguments) ->
                    switch (method.getName()) {
                      case "getContent" -> files;
                      case "hasContent" -> DataFormat.FILES.equals(arguments[0]);
                      case "getContentTypes" -> Set.of(DataFormat.FILES);
                      case "getTransferModes" -> Set.of(TransferMode.COPY);
                      case "hashCode" -> 1;
                      default -> null;
                    });
    Constructor<Dragboard> constructor = Dragboard.class.getDeclaredConstructor(TKClipboard.class);
    constructor.setAccessible(true);
    return constructor.newInstance(clipboard);
  }
}
