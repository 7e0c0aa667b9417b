package dev.backdraft.viewers.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.backdraft.viewers.Trees;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
                page.toUri() + "#" + fragment)
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
}
