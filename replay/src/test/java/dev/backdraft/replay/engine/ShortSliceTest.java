package dev.backdraft.replay.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ShortSliceTest {
  private static final Path SCHEDULING = Path.of("/proc/thread-self/sched");

  /** What the kernel says of the thread that asks; empty if it does not tell. */
  private static String slice() throws IOException {
    return Files.readAllLines(SCHEDULING).stream()
        .filter(line -> line.startsWith("se.slice"))
        .map(line -> line.replaceAll("[^0-9]", ""))
        .findFirst()
        .orElse("");
  }

  /** Run in a process like the engine's. */
  static final class Asking {
    private Asking() {}

    public static void main(String[] arguments) throws IOException {
      String before = slice();
      System.out.println(ShortSlice.ask() + " " + before + " " + slice());
    }
  }

  /** 6.18 is 618; 0 where it is not Linux. */
  private static int kernel() {
    Matcher version =
        Pattern.compile("(\\d+)\\.(\\d+).*").matcher(System.getProperty("os.version"));
    boolean linux = System.getProperty("os.name").equals("Linux");
    return linux && version.matches()
        ? 100 * Integer.parseInt(version.group(1)) + Integer.parseInt(version.group(2))
        : 0;
  }

  @Test
  void theKernelGivesTheEnginesThreadsShortTurns() throws Exception {
    assumeTrue(kernel() >= 612, "Linux gives them since 6.12");
    assumeTrue(Files.exists(SCHEDULING) && !slice().isEmpty(), "the kernel tells no slices");
    Process asking =
        new ProcessBuilder(
                OwnJava.command(
                    List.of("-Xmx64m", "--enable-native-access=ALL-UNNAMED"),
                    Asking.class,
                    List.of()))
            .redirectErrorStream(true)
            .start();
    String said =
        new String(asking.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(said).matches("true [0-9]+ 100000").doesNotMatch("true 100000 .*");
    assertThat(asking.waitFor()).isZero();
  }
}
