package dev.backdraft.app.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much memory this process has taken. */
final class Memory {
  private Memory() {}

  /** The most that was resident at once, in bytes; -1 where the system does not tell. */
  static long peakResidentBytes() {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
        if (line.startsWith("VmHWM:")) {
          return Long.parseLong(line.replaceAll("[^0-9]", "")) << 10;
        }
      }
    } catch (IOException e) {
      return -1;
    }
    return -1;
  }

  static long maxHeapBytes() {
    return Runtime.getRuntime().maxMemory();
  }
}
