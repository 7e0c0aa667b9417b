package dev.backdraft.sample.server;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which handler answers what, and on which threads. */
public final class Routes {
  private final Map<String, Route> routes = new HashMap<>();

  /**
   * One route.
   *
   * @param template as metrics and spans name it
   * @param onLoop answered on the event loop itself, without a hand-over
   */
  record Route(String template, Handler handler, boolean onLoop) {}

  public Routes() {}

  /** Answered by the pool of workers: may wait. */
  public Routes onWorkers(String method, String template, Handler handler) {
    return put(method, template, handler, false);
  }

  /** Answered on the event loop: must never wait. */
  public Routes onLoop(String method, String template, Handler handler) {
    return put(method, template, handler, true);
  }

  private Routes put(String method, String template, Handler handler, boolean onLoop) {
    routes.put(key(method, template), new Route(template, handler, onLoop));
    return this;
  }

  /** The route of a path: templates are a fixed path, or a first part with one variable. */
  @Nullable Route find(String method, String path) {
    Route exact = routes.get(method + " " + path);
    if (exact != null) {
      return exact;
    }
    int end = path.indexOf('/', 1);
    return end < 0 ? null : routes.get(method + " " + path.substring(0, end) + "/");
  }

  private static String key(String method, String template) {
    int variable = template.indexOf('{');
    return method + " " + (variable < 0 ? template : template.substring(0, variable));
  }
}
