package dev.backdraft.sample.telemetry;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.util.function.DoubleSupplier;

/** Numbers of the service and its JVM; the durations are native histograms. */
public final class Metrics {
  private static final double SECOND = 1e9;

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final ExpositionFormats formats = ExpositionFormats.init();
  private final Histogram durations =
      Histogram.builder()
          .name("http_server_request_duration_seconds")
          .help("How long requests took; status 0 was closed without an answer.")
          .labelNames("method", "route", "status")
          .nativeOnly()
          .register(registry);

  /** One page of metrics. */
  public record Page(String type, byte[] body) {}

  Metrics() {
    jvm();
  }

  void request(String method, String route, int status, long nanos) {
    durations.labelValues(method, route, Integer.toString(status)).observe(nanos / SECOND);
  }

  /** A number that is asked for when somebody looks. */
  public void gauge(String name, String help, DoubleSupplier value) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .callback(call -> call.call(value.getAsDouble()))
        .register(registry);
  }

  private void jvm() {
    GaugeWithCallback.builder()
        .name("jvm_memory_used_bytes")
        .help("Heap in use now.")
        .labelNames("area")
        .callback(call ->
            call.call(
                (double) ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                "heap"))
        .register(registry);
    GaugeWithCallback.builder()
        .name("jvm_memory_pool_collection_used_bytes")
        .help("In use after the last collection of the pool.")
        .labelNames("pool")
        .callback(call -> {
          for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            MemoryUsage after = pool.getCollectionUsage();
            if (after != null) {
              call.call((double) after.getUsed(), pool.getName());
            }
          }
        })
        .register(registry);
    gauge(
        "jvm_threads_current",
        "Live threads.",
        () -> ManagementFactory.getThreadMXBean().getThreadCount());
    CounterWithCallback.builder()
        .name("process_cpu_seconds_total")
        .help("CPU time used.")
        .callback(call ->
            call.call(
                ProcessHandle.current()
                        .info()
                        .totalCpuDuration()
                        .orElse(java.time.Duration.ZERO)
                        .toNanos()
                    / SECOND))
        .register(registry);
  }

  /** All metrics in the format asked for; only delimited protobuf carries native histograms. */
  public Page page(String accept) {
    ExpositionFormatWriter writer = formats.findWriter(accept);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      writer.write(out, registry.scrape());
    } catch (IOException inMemory) {
      throw new UncheckedIOException(inMemory);
    }
    return new Page(writer.getContentType(), out.toByteArray());
  }
}
