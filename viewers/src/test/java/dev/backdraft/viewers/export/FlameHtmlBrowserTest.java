package dev.backdraft.viewers.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.analysis.query.NamePattern;
import dev.backdraft.analysis.query.Search;
import dev.backdraft.viewers.Trees;
import dev.backdraft.viewers.paint.ColourMode;
import dev.backdraft.viewers.paint.Theme;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser, opened from the disk. */
class FlameHtmlBrowserTest {
  @TempDir private static Path folder;
  private static @Nullable Path browser;
  private static Path page;

  @BeforeAll
  static void writeThePage() throws IOException {
    browser =
        Stream.of("chromium", "chromium-browser", "google-chrome")
            .flatMap(name -> Stream.of(Path.of("/usr/bin", name), Path.of("/usr/local/bin", name)))
            .filter(Files::isExecutable)
            .findFirst()
            .orElse(null);
    page = folder.resolve("flame.html");
    try (OutputStream out = Files.newOutputStream(page)) {
      FlameHtml.write(
          Trees.of(
              """
              java.lang.Thread.run;com.acme.Cart.price;com.acme.Tax.load 300
              java.lang.Thread.run;com.acme.Cart.price;com.acme.Tax.apply 200
              com.acme.Main.main;com.acme.Cart.price 500
              """),
          new Caption("cart.jfr", "CPU"),
          out);
    }
  }

  private static String opened(String fragment) throws Exception {
    return opened(page, fragment);
  }

  private static String opened(Path shown, String fragment) throws Exception {
    assumeTrue(browser != null, "no Chromium on this machine: the page is not opened");
    Path dom = folder.resolve("dom.html");
    Process process =
        new ProcessBuilder(
                String.valueOf(browser),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--user-data-dir=" + folder.resolve("profile"),
                "--virtual-time-budget=3000",
                "--dump-dom",
                "--window-size=1400,700",
                shown.toUri() + "#" + fragment)
            .redirectOutput(dom.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    boolean ended = process.waitFor(60, TimeUnit.SECONDS);
    if (!ended) {
      process.destroyForcibly();
    }
    assertThat(ended).as("the browser ended by itself").isTrue();
    return Files.readString(dom);
  }

  private static String parameter(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  @Test
  void theTreeIsUnpackedAndCounted() throws Exception {
    assertThat(opened("")).contains("1,000 samples in 7 frames").contains("<title>cart.jfr");
  }

  @Test
  void aSearchSaysItsShare() throws Exception {
    assertThat(opened("q=tax").toLowerCase(Locale.ROOT)).contains("50.0 % · 2 matches");
    assertThat(opened("re=1&q=" + parameter("Main|apply$"))).contains("70.0 % · 2 matches");
    assertThat(opened("re=1&q=" + parameter("("))).contains("not a regular expression");
  }

  @Test
  void zoomShowsThePathAndTheFrame() throws Exception {
    String dom = opened("path=" + parameter("java.lang.Thread.run;com.acme.Cart.price"));
    assertThat(dom).contains("Cart.price, total 500 samples, 50.0 %, self 0 samples");
    assertThat(dom.indexOf(">Thread.run</button>"))
        .isPositive()
        .isLessThan(dom.indexOf(">Cart.price</button>"));
  }

  /** A page, and what a script of the test makes of it once it is shown. */
  private static String played(String stacks, PageView view, String script) throws Exception {
    Path played = folder.resolve("played.html");
    try (OutputStream out = Files.newOutputStream(played)) {
      FlameHtml.write(
          Trees.of(stacks), new Caption("cart.jfr", "CPU, " + "long ".repeat(60)), view, out);
      String after = "<script>setTimeout(() => {" + script + "}, 800);</script>";
      out.write(after.getBytes(StandardCharsets.UTF_8));
    }
    return opened(played, "");
  }

  @Test
  void aPageOfAPartTellsTheSharesAndMatchesThatASearchOfItHas() throws Exception {
    CallTree whole = Trees.of("a.A.a;b.B.price 30\na.A.a;c.C.c;b.B.price 20\nd.D.price 50\n");
    CallTree part = whole.within(whole.find("a.A.a;c.C.c"));
    Search found = Search.of(part, NamePattern.plain("price"));
    Path page = folder.resolve("part.html");
    try (OutputStream out = Files.newOutputStream(page)) {
      FlameHtml.write(part, new Caption("cart.jfr", "CPU"), out);
    }
    String dom = opened(page, "q=price");
    assertThat(SearchText.of(List.of(found))).isEqualTo("search price: 20.0 %, 1 frame");
    assertThat(dom).contains("20.0 % · 1 match<", "20 samples in 4 frames, of 100 samples");
    assertThat(opened(page, "path=" + parameter("a.A.a")))
        .contains("A.a, total 20 samples, 20.0 %, self 0 samples");
  }

  @Test
  void theWheelZoomsAtThePointerHoweverTallTheTreeIs() throws Exception {
    String dom =
        played(
            "a.B.c" + ";a.B.c".repeat(90) + " 7",
            PageView.PLAIN,
            """
            const canvas = document.getElementById("canvas"), box = canvas.getBoundingClientRect();
            const wheel = {deltaY: -300, clientX: box.left + box.width / 4, clientY: box.top + 5,
              cancelable: true};
            canvas.dispatchEvent(new WheelEvent("wheel", wheel));
            const view = window.backdraft.view();
            document.body.dataset.centre = ((0.25 - view.from) / (view.to - view.from)).toFixed(2);
            document.body.dataset.wide = view.to - view.from < 0.6;
            canvas.dispatchEvent(new WheelEvent("wheel", {...wheel, deltaY: 57, shiftKey: true}));
            document.body.dataset.scrolled = document.getElementById("main").scrollTop;
            """);
    assertThat(dom).contains("data-centre=\"0.25\"", "data-wide=\"true\"", "data-scrolled=\"57\"");
  }

  @Test
  void theToolsStandInOneLine() throws Exception {
    String dom =
        played(
            "a.B.c 1",
            PageView.PLAIN,
            """
            const tools = [...document.querySelectorAll("header button, header select, header input")];
            const middles = tools.map(tool => tool.getBoundingClientRect())
              .map(box => Math.round((box.top + box.bottom) / 8));
            document.body.dataset.lines = new Set(middles).size;
            """);
    assertThat(dom).contains("data-lines=\"1\"");
  }

  @Test
  void aPageOpensAsItWasSeen() throws Exception {
    PageView view =
        new PageView(0.1, 0.6, 2, 0, true, Theme.DARK, ColourMode.KIND, NamePattern.regex("t.x$"));
    String dom =
        played(
            "a.Cart.price;a.Tax.tax 3\na.Cart.price;a.Tax.tux 1",
            view,
            """
            const view = window.backdraft.view();
            document.body.dataset.view = view.from + " " + view.to + " " + view.node;
            document.body.dataset.colour = document.getElementById("colour").value;
            document.body.dataset.flip = document.getElementById("flip").ariaPressed;
            document.body.dataset.share = window.backdraft.share();
            """);
    assertThat(dom)
        .contains("data-view=\"0.1 0.6 2\"", "data-colour=\"kind\"", "data-flip=\"true\"")
        .contains("data-share=\"100.0 % · 2 matches\"", "class=\"dark\"");
  }

  @Test
  void namesThatAJvmMadeUpAreShortenedAsInTheWindow() throws Exception {
    String dom =
        played(
            "a.TaskBase$$Lambda$92.1243806178.call;jdk.proxy2.$Proxy31.get 3",
            new PageView(0, 1, 2, 0, false, null, ColourMode.PACKAGE, null),
            "");
    assertThat(dom).contains(">TaskBase$$Lambda.call</button>", ">$Proxy.get</button>");
  }
}
