package dev.backdraft.app;

import dev.backdraft.analysis.reader.cache.RecordingCache;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Where the workbench keeps things, by the habits of each system; BACKDRAFT_HOME overrides. */
public final class Folders {
  private final Map<String, String> environment;
  private final String system;
  private final Path home;

  public Folders(Map<String, String> environment, String system, Path home) {
    this.environment = environment;
    this.system = system.toLowerCase(Locale.ROOT);
    this.home = home;
  }

  public static Folders ofThisMachine() {
    return new Folders(
        withProperty(System.getenv()),
        System.getProperty("os.name", ""),
        Path.of(System.getProperty("user.home")));
  }

  /** A test names its own folder, where a program cannot change its environment. */
  private static Map<String, String> withProperty(Map<String, String> environment) {
    String own = System.getProperty("backdraft.home");
    if (own == null) {
      return environment;
    }
    Map<String, String> all = new HashMap<>(environment);
    all.put("BACKDRAFT_HOME", own);
    return all;
  }

  /** The store of recent files and settings. */
  public Path store() {
    return data().resolve("workbench.db");
  }

  /** What the tokens are made with that stand for secrets of captures. */
  public Path tokenKey() {
    return data().resolve("token.key");
  }

  /** What was decoded of recordings opened before. */
  public RecordingCache recordings() {
    return new RecordingCache(cache().resolve("recordings"), cacheBytes());
  }

  private long cacheBytes() {
    try {
      return Long.parseLong(environment.getOrDefault("BACKDRAFT_CACHE_MB", "4096")) << 20;
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** What may be deleted at any time. */
  public Path cache() {
    if (environment.containsKey("BACKDRAFT_HOME")) {
      return data().resolve("cache");
    }
    if (system.contains("mac")) {
      return home.resolve("Library/Caches/Backdraft");
    }
    if (system.contains("win")) {
      return from("LOCALAPPDATA", "AppData/Local").resolve("Backdraft").resolve("cache");
    }
    return from("XDG_CACHE_HOME", ".cache").resolve("backdraft");
  }

  private Path data() {
    String own = environment.get("BACKDRAFT_HOME");
    if (own != null && !own.isBlank()) {
      return Path.of(own);
    }
    if (system.contains("mac")) {
      return home.resolve("Library/Application Support/Backdraft");
    }
    if (system.contains("win")) {
      return from("APPDATA", "AppData/Roaming").resolve("Backdraft");
    }
    return from("XDG_DATA_HOME", ".local/share").resolve("backdraft");
  }

  private Path from(String variable, String otherwise) {
    String value = environment.get(variable);
    // The XDG rules: a path that is not absolute counts as not set.
    return value != null && Path.of(value).isAbsolute() ? Path.of(value) : home.resolve(otherwise);
  }
}
