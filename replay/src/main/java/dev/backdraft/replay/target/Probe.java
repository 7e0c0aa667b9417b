package dev.backdraft.replay.target;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Asks a port of this machine whether anybody is there. */
public final class Probe {
  private static final int CONNECT_MILLIS = 500;
  private static final int READ_MILLIS = 2_000;
  private static final int MAX_ANSWER = 32 << 20;

  private Probe() {}

  static boolean accepts(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
      return true;
    } catch (IOException refused) {
      return false;
    }
  }

  /** A path answers with a status below 400. */
  static boolean answers(int port, String path, boolean tls) {
    try (Socket socket = open("127.0.0.1", port, tls)) {
      ask(socket, port, path, "HTTP/1.1");
      String head = new String(socket.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1);
      return head.startsWith("HTTP/1.") && head.length() == 12 && head.charAt(9) < '4';
    } catch (IOException notYet) {
      return false;
    }
  }

  /** The body that a path answers with. */
  public static String body(String host, int port, String path, boolean tls) throws IOException {
    try (Socket socket = open(host, port, tls)) {
      ask(socket, port, path, "HTTP/1.0");
      InputStream in = socket.getInputStream();
      String all = new String(in.readNBytes(MAX_ANSWER), StandardCharsets.UTF_8);
      int end = all.indexOf("\r\n\r\n");
      if (!all.startsWith("HTTP/1.") || end < 0 || all.charAt(9) != '2') {
        throw new IOException(path + " gave no answer: " + all.lines().findFirst().orElse(""));
      }
      return all.substring(end + 4);
    }
  }

  /** HTTP/1.0 gives a body that is neither chunked nor followed by another. */
  private static void ask(Socket socket, int port, String path, String version) throws IOException {
    String request =
        "GET "
            + path
            + " "
            + version
            + "\r\nHost: localhost:"
            + port
            + "\r\nAccept: text/plain, */*\r\nConnection: close\r\n\r\n";
    OutputStream out = socket.getOutputStream();
    out.write(request.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  private static Socket open(String host, int port, boolean tls) throws IOException {
    Socket socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
      socket.setSoTimeout(READ_MILLIS);
      return tls
          ? Trusting.FACTORY.getSocketFactory().createSocket(socket, host, port, true)
          : socket;
    } catch (IOException failed) {
      socket.close();
      throw failed;
    }
  }

  /** A build under test has a certificate that nobody signed. */
  private static final class Trusting implements X509TrustManager {
    static final SSLContext FACTORY = context();

    private static SSLContext context() {
      try {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Trusting()}, new SecureRandom());
        return context;
      } catch (GeneralSecurityException missing) {
        throw new IllegalStateException("this JDK has no TLS", missing);
      }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
