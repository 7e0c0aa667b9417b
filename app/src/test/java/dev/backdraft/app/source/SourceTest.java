package dev.backdraft.app.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.analysis.query.SourcePlace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SourceTest {
  private static final SourcePlace PLACE = new SourcePlace("com/acme", "Cart", 3);

  @TempDir Path folder;

  @Test
  void aFolderThatIsGoneHoldsNothing() {
    assertThat(SourceFolders.NONE.with(folder.resolve("gone")).find(PLACE)).isEmpty();
  }

  @Test
  void aFolderOfSourcesAProjectAndItsModulesWillAllDo() throws Exception {
    Path file = folder.resolve("shop/checkout/src/main/java/com/acme/Cart.java");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "one\n\ttwo\nthree\n");
    Path sources = folder.resolve("shop/checkout/src/main/java");
    for (Path named : List.of(sources, folder.resolve("shop/checkout"), folder.resolve("shop"))) {
      assertThat(SourceFolders.NONE.with(named).find(PLACE)).contains(file);
    }
    SourceText text = SourceText.read(file, 3);
    assertThat(text.lines()).containsExactly("one", "    two", "three");
  }

  @Test
  void foldersAreKeptAsText() {
    SourceFolders two = SourceFolders.NONE.with(folder.resolve("a")).with(folder.resolve("b"));
    assertThat(SourceFolders.parse(two.text())).isEqualTo(two);
    assertThat(two.without(folder.resolve("a")).folders()).containsExactly(folder.resolve("b"));
    assertThat(SourceFolders.parse("")).isEqualTo(SourceFolders.NONE);
  }

  @Test
  void theEditorGetsFileAndLineAndNoShell() {
    Path file = Path.of("my dir", "Cart; rm.java");
    assertThat(new EditorCommand("code -g {file}:{line}").words(file, 88))
        .containsExactly("code", "-g", file + ":88");
    assertThat(new EditorCommand("\"C:\\Program Files\\ed\" {file}").words(file, 1))
        .containsExactly("C:\\Program Files\\ed", file.toString());
    assertThat(new EditorCommand("vi").words(file, -1)).containsExactly("vi", file.toString());
    assertThat(new EditorCommand("ed +{line} {file}").words(file, -1).get(1)).isEqualTo("+1");
    assertThat(EditorCommand.NONE.isSet()).isFalse();
  }
}
