package dev.backdraft.analysis.recording;

/**
 * Which JVM made the recording, as far as it says so. Arguments and properties are not kept here:
 * they carry secrets.
 *
 * @param name as {@code OpenJDK 64-Bit Server VM}, or ""
 * @param version as {@code 25.0.3+9-LTS}, or ""
 * @param pid the process id, or -1
 * @param startNanos start of the JVM in epoch nanoseconds, or -1
 * @param producer who wrote the file: {@code hotspot}, {@code async-profiler}, {@code datadog}, ...
 */
public record JvmInfo(String name, String version, long pid, long startNanos, String producer) {
  public static final JvmInfo UNKNOWN = new JvmInfo("", "", -1, -1, "");
}
