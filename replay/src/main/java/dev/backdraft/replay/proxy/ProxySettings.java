package dev.backdraft.replay.proxy;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where a proxy listens and where it sends to.
 *
 * @param listenPort on loopback; 0 picks a free one
 * @param tls to the target
 * @param mostBodyBytes a larger body passes, but is not kept
 */
public record ProxySettings(int listenPort, String host, int port, boolean tls, int mostBodyBytes) {
  public static final int USUAL_BODY_BYTES = 4 << 20;

  public ProxySettings {
    if (listenPort < 0 || listenPort > 65_535 || port < 1 || port > 65_535 || host.isEmpty()) {
      throw new IllegalArgumentException("a host and two ports");
    }
  }

  /**
   * To an address such as {@code http://localhost:8080}.
   *
   * @throws URISyntaxException if it is none; the message says what is wrong
   */
  public static ProxySettings to(String address, int listenPort) throws URISyntaxException {
    URI uri = new URI(address);
    String scheme = uri.getScheme();
    if (!"http".equals(scheme) && !"https".equals(scheme)) {
      throw new URISyntaxException(address, "must begin with http:// or https://");
    }
    String host = uri.getHost();
    if (host == null || host.isEmpty()) {
      throw new URISyntaxException(address, "names no host");
    }
    String path = uri.getRawPath();
    if (path != null && !path.isEmpty() && !path.equals("/")) {
      throw new URISyntaxException(address, "must not have a path: paths pass as they come");
    }
    boolean tls = scheme.equals("https");
    int port = uri.getPort() > 0 ? uri.getPort() : tls ? 443 : 80;
    return new ProxySettings(listenPort, host, port, tls, USUAL_BODY_BYTES);
  }

  public ProxySettings withMostBody(int bytes) {
    return new ProxySettings(listenPort, host, port, tls, bytes);
  }

  /** As a Host header names the target. */
  String authority() {
    String name = host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
    return port == (tls ? 443 : 80) ? name : name + ":" + port;
  }
}
