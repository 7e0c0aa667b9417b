package dev.backdraft.app.cli.replay;

import dev.backdraft.analysis.reader.capture.CaptureOptions;
import dev.backdraft.analysis.reader.capture.RedactionRules;
import dev.backdraft.analysis.reader.capture.Redactor;
import dev.backdraft.app.cli.ExitCode;
import dev.backdraft.app.cli.Refusal;
import dev.backdraft.app.cli.Terminal;
import dev.backdraft.replay.proxy.CaptureLog;
import dev.backdraft.replay.proxy.CaptureProxy;
import dev.backdraft.replay.proxy.ProxySettings;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code backdraft capture}: a proxy before a service that writes down what is asked of it. */
@Command(
    name = "capture",
    description = {
      "Listens on this machine, passes every request on to a service, and writes each down with"
          + " how it ended. Ctrl+C ends it.",
      "Secrets (authorization, cookies, tokens) are replaced before anything is stored."
    },
    footer = {
      "",
      "Example: backdraft capture --listen 9090 --to http://localhost:8080 -o requests.jsonl"
    })
public final class CaptureCommand implements Callable<Integer> {
  private static final int MEGABYTE = 1 << 20;
  private static final int MOST_BODY = CaptureOptions.USUAL_BODY_BYTES / MEGABYTE;

  private final Terminal terminal;
  private final CountDownLatch ended = new CountDownLatch(1);

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--listen",
      required = true,
      paramLabel = "PORT",
      description = "Where clients connect, on loopback; 0 picks a free port.")
  private int listen;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "URL",
      description = "The service: http://HOST:PORT or https://HOST:PORT.")
  private String to = "";

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description = "By its ending: .har, .gor, anything else Backdraft's JSON Lines.")
  private Path file = Path.of("");

  @Option(
      names = "--max-body",
      paramLabel = "MB",
      defaultValue = "4",
      description = "Larger bodies pass, but are not kept (default: ${DEFAULT-VALUE}).")
  private int maxBody;

  @Option(
      names = "--secret",
      paramLabel = "NAME",
      description =
          "A header or field that holds a secret, besides the usual ones; several may be"
              + " given.")
  private List<String> secrets = List.of();

  public CaptureCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Exception {
    ProxySettings settings = settings();
    try (CaptureLog log = create();
        Interruption interruption = new Interruption(ExitCode.OK)) {
      interruption.stopping(this::stop);
      CaptureProxy proxy = start(settings, log);
      try (proxy) {
        terminal.say(
            "recording requests to http://localhost:"
                + proxy.port()
                + " on their way to "
                + to
                + "; Ctrl+C ends it");
        watch(proxy, log);
      }
      int code = tell(proxy, log);
      interruption.done(code);
      return code;
    }
  }

  /** Ends the capture, from any thread. */
  void stop() {
    ended.countDown();
  }

  private ProxySettings settings() {
    if (spec == null) {
      throw new IllegalStateException("called without a command line");
    }
    if (listen < 0 || listen > 65_535) {
      throw new ParameterException(
          spec.commandLine(), "--listen " + listen + " is no port: 0 to 65535");
    }
    if (maxBody < 0 || maxBody > MOST_BODY) {
      throw new ParameterException(
          spec.commandLine(),
          "--max-body " + maxBody + " is not from 0 to " + MOST_BODY + ", the most a replay reads");
    }
    try {
      return ProxySettings.to(to, listen).withMostBody(maxBody * MEGABYTE);
    } catch (URISyntaxException | IllegalArgumentException wrong) {
      String why =
          wrong instanceof URISyntaxException syntax ? syntax.getReason() : "is no address";
      throw new ParameterException(spec.commandLine(), "--to '" + to + "' " + why);
    }
  }

  private CaptureLog create() throws Refusal, IOException {
    try {
      RedactionRules rules = RedactionRules.usual().with(secrets, secrets);
      return CaptureLog.create(file, Redactor.fresh(rules));
    } catch (FileAlreadyExistsException there) {
      throw new Refusal(
          file + " is there already", "A capture is never overwritten: name another with -o.");
    }
  }

  private CaptureProxy start(ProxySettings settings, CaptureLog log) throws Refusal {
    try {
      return CaptureProxy.start(settings, log);
    } catch (IOException taken) {
      throw new Refusal(
          String.valueOf(taken.getMessage()),
          "Choose another port with --listen (0 picks a free one), and check --to.");
    }
  }

  /** On a terminal the count goes up as requests pass. */
  private void watch(CaptureProxy proxy, CaptureLog log) throws InterruptedException {
    boolean live = ProgressLine.isTerminal();
    boolean failed = false;
    while (!ended.await(500, TimeUnit.MILLISECONDS)) {
      if (live) {
        terminal.err().print("\r\u001b[K" + count(proxy, log));
        terminal.err().flush();
      }
      if (!failed && log.failure() != null) {
        failed = true;
        terminal.say("nothing more is recorded, requests still pass: " + log.failure());
      }
    }
    if (live) {
      terminal.err().print("\r\u001b[K");
    }
  }

  private static String count(CaptureProxy proxy, CaptureLog log) {
    return String.format(
        Locale.ROOT,
        "%,d requests, %,d connections, %,d open, %,.1f MB",
        log.requests(),
        proxy.connections(),
        proxy.openConnections(),
        log.sizeBytes() / 1e6);
  }

  private int tell(CaptureProxy proxy, CaptureLog log) throws IOException {
    terminal.print(
        String.format(
            Locale.ROOT,
            "%,d requests of %,d connections in %s, %,d can be replayed%n",
            log.requests(),
            proxy.connections(),
            log.file(),
            log.replayable()));
    if (log.secrets() > 0) {
      terminal.print(String.format(Locale.ROOT, "%,d secrets were replaced%n", log.secrets()));
    }
    if (log.bodiesLeftOut() > 0) {
      terminal.say(
          log.bodiesLeftOut()
              + " packed bodies were left out: they could not be searched for secrets");
    }
    if (proxy.notUnderstood() > 0) {
      terminal.say(proxy.notUnderstood() + " connections did not speak HTTP/1 and passed unread");
    }
    if (log.left() > 0) {
      terminal.say(log.left() + " requests are not in the file");
    }
    terminal.out().flush();
    if (log.failure() != null) {
      terminal.say("recording ended early: " + log.failure());
      return ExitCode.FAILED;
    }
    return ExitCode.OK;
  }
}
