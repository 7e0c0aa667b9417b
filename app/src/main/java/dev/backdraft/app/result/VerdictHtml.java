package dev.backdraft.app.result;

import dev.backdraft.app.result.VerdictPage.Endpoint;
import dev.backdraft.app.result.VerdictPage.Fact;
import dev.backdraft.app.result.VerdictPage.Field;
import dev.backdraft.app.result.VerdictPage.LatencyPoint;
import dev.backdraft.app.result.VerdictPage.Outcome;
import dev.backdraft.app.result.VerdictPage.Row;
import dev.backdraft.app.result.VerdictPage.Spread;
import dev.backdraft.app.result.VerdictPage.Tone;
import dev.backdraft.viewers.scale.Format;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The verdict as one page of HTML that needs nothing beside it: no script and no network. */
public final class VerdictHtml {
  private static final int WIDTH = 1080;
  private static final int HEIGHT = 220;

  private final StringBuilder out = new StringBuilder(32_000);
  private final VerdictPage page;

  private VerdictHtml(VerdictPage page) {
    this.page = page;
  }

  /**
   * A flame graph beside the page.
   *
   * @param file relative to the page
   */
  public record Link(String label, String file) {}

  public static String of(VerdictPage page, List<Link> links) throws IOException {
    VerdictHtml html = new VerdictHtml(page);
    html.head();
    html.answer(links);
    html.out.append("<div class=columns>\n");
    html.figures();
    html.side();
    html.out.append("</div>\n");
    html.latency();
    html.fields();
    html.endpoints();
    html.notes();
    return html.out.append("</main></body></html>\n").toString();
  }

  private void head() throws IOException {
    String style;
    try (InputStream in = VerdictHtml.class.getResourceAsStream("verdict.css")) {
      if (in == null) {
        throw new IllegalStateException("missing in the program: verdict.css");
      }
      style = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    out.append("<!doctype html>\n<html lang=en><head><meta charset=utf-8>\n");
    out.append("<meta name=viewport content='width=device-width'>\n<title>");
    text(page.headline());
    out.append("</title>\n<style>\n").append(style).append("</style></head>\n<body><main>\n");
  }

  private void answer(List<Link> links) {
    String mark =
        switch (page.answer()) {
          case HOLDS -> "✓";
          case DOES_NOT_HOLD -> "✕";
          case UNCLEAR -> "?";
        };
    String tone =
        switch (page.answer()) {
          case HOLDS -> "good";
          case DOES_NOT_HOLD -> "bad";
          case UNCLEAR -> "doubt";
        };
    out.append("<section class='card answer'><div class='mark ").append(tone).append("'>");
    out.append(mark).append("</div><div><h1>");
    text(page.headline());
    out.append("</h1>\n");
    page.reasons().forEach(reason -> paragraph("", reason));
    if (!page.advice().isEmpty()) {
      paragraph("", page.advice());
    }
    paragraph("dim", page.about());
    if (!links.isEmpty()) {
      out.append("<p class=links>");
      for (Link link : links) {
        out.append("<a href=\"").append(JUnitReport.escaped(link.file())).append("\">");
        text(link.label());
        out.append("</a> ");
      }
      out.append("</p>\n");
    }
    out.append("</div></section>\n");
  }

  private void paragraph(String style, String words) {
    out.append(style.isEmpty() ? "<p>" : "<p class=" + style + ">");
    text(words);
    out.append("</p>\n");
  }

  private void figures() {
    out.append(
        "<section class=card><h2>Before and after, mean of the blocks</h2>\n<table><thead><tr>");
    for (String name : List.of("What", "Before", "After", "Change (95 %)", "", "Call")) {
      out.append(name.equals("What") || name.equals("Call") ? "<th>" : "<th class=number>");
      text(name);
      out.append("</th>");
    }
    out.append("</tr></thead><tbody>\n");
    for (Row row : page.rows()) {
      out.append(row.symptom() ? "<tr class=symptom><td>" : "<tr><td>");
      text(row.label());
      out.append("</td>");
      cell("number", row.before());
      cell("number", row.after());
      cell("number", row.change());
      out.append("<td>").append(svg(row.spread(), row.tone())).append("</td>");
      cell(tone(row.tone()), row.call());
      out.append("</tr>\n");
    }
    out.append("</tbody></table>\n");
    if (page.rows().isEmpty()) {
      paragraph("dim", "No pair of blocks is valid, so there is nothing to compare.");
    }
    out.append("</section>\n");
  }

  private static String svg(@Nullable Spread spread, Tone tone) {
    if (spread == null) {
      return "";
    }
    String limit =
        spread.limit() < 0
            ? ""
            : String.format(
                Locale.ROOT,
                "<line class=limit x1=%1$.1f x2=%1$.1f y1=1 y2=19 />",
                120 * spread.limit());
    return String.format(
        Locale.ROOT,
        "<svg class='spread %s' width=120 height=20 role=img aria-label='interval'>"
            + "<rect width=120 height=20 rx=3 /><line class=zero x1=%.1f x2=%.1f y1=0 y2=20 />%s"
            + "<line class=range x1=%.1f x2=%.1f y1=10 y2=10 /><circle cx=%.1f cy=10 r=4 /></svg>",
        tone(tone),
        120 * spread.zero(),
        120 * spread.zero(),
        limit,
        120 * spread.low(),
        120 * spread.high(),
        120 * spread.estimate());
  }

  private void side() {
    out.append("<section class=card><h2>How every request ended</h2>\n<table><thead><tr><th></th>");
    out.append("<th class=number>Before</th><th class=number>After</th></tr></thead><tbody>\n");
    for (Outcome outcome : page.outcomes()) {
      out.append("<tr><td>");
      text(outcome.label());
      out.append("</td>");
      cell(bad(outcome.failure() && outcome.before() > 0), Format.count(outcome.before()));
      cell(bad(outcome.failure() && outcome.after() > 0), Format.count(outcome.after()));
      out.append("</tr>\n");
    }
    out.append("</tbody></table>\n<h2>The run itself</h2>\n");
    facts(page.validity());
    if (!page.differs().isEmpty()) {
      out.append("<h2>What differs between the builds</h2>\n");
      facts(page.differs());
    }
    out.append("</section>\n");
  }

  private static String bad(boolean failure) {
    return failure ? "number bad" : "number";
  }

  private void facts(List<Fact> facts) {
    out.append("<table class=facts><tbody>\n");
    for (Fact fact : facts) {
      out.append("<tr><td class=dim>");
      text(fact.label());
      out.append("</td>");
      cell("number " + tone(fact.tone()), fact.value());
      out.append("</tr>\n");
    }
    out.append("</tbody></table>\n");
  }

  private void latency() {
    if (page.latency().before().isEmpty() && page.latency().after().isEmpty()) {
      return;
    }
    out.append("<section class=card><h2>Latency from due time, every block · before orange, ");
    out.append("after green, logarithmic</h2>\n");
    out.append(
        String.format(
            Locale.ROOT,
            "<svg class=latency viewBox='0 0 %d %d' role=img aria-label='latency'>%n",
            WIDTH,
            HEIGHT + 24));
    LatencyScale scale = LatencyScale.of(page.latency());
    for (long tick : scale.ticks()) {
      double y = HEIGHT * (1 - scale.place((double) tick));
      out.append(
          String.format(
              Locale.ROOT,
              "<line class=grid x1=70 x2=%d y1=%.1f y2=%.1f /><text x=62 y=%.1f"
                  + " class=y>%s</text>%n",
              WIDTH,
              y,
              y,
              y + 4,
              Format.duration((double) tick)));
    }
    page.latency().before().forEach(curve -> curve("before", curve, scale));
    page.latency().after().forEach(curve -> curve("after", curve, scale));
    LatencyScale.QUANTILES.forEach((name, quantile) ->
        out.append(
            String.format(
                Locale.ROOT,
                "<text x=%.1f y=%d class=x>%s</text>%n",
                x(quantile),
                HEIGHT + 18,
                name)));
    out.append("</svg></section>\n");
  }

  private static double x(double quantile) {
    return 90 + (WIDTH - 120.0) * LatencyScale.across(quantile);
  }

  private void curve(String side, List<LatencyPoint> curve, LatencyScale scale) {
    out.append("<polyline class=").append(side).append(" points='");
    for (LatencyPoint point : curve) {
      double y = HEIGHT * (1 - scale.place(point.nanos()));
      out.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(point.quantile()), y));
    }
    out.append("' />\n");
  }

  private void fields() {
    out.append("<section class=card><h2>Responses that differ</h2>\n");
    if (page.fields().isEmpty()) {
      paragraph("dim", "None beyond what differs between two runs of the same build.");
    } else {
      paragraph(
          "dim",
          "Seen: of the answers that were compared. A pair of blocks without an earlier block of"
              + " before to learn the noise from is not among them.");
      out.append("<table class=fields><thead><tr><th>Endpoint</th><th>Field</th><th>Change</th>");
      out.append("<th class=number>Seen</th><th>Before</th><th>After</th><th>Means</th></tr>");
      out.append("</thead><tbody>\n");
      for (Field field : page.fields()) {
        out.append("<tr>");
        cell("", field.endpoint());
        cell("code " + tone(field.tone()), field.path());
        cell("", field.kind());
        cell("number", field.seen());
        cell("code", field.before());
        cell("code", field.after());
        cell(tone(field.tone()), field.meaning());
        out.append("</tr>\n");
      }
      out.append("</tbody></table>\n");
    }
    out.append("</section>\n");
  }

  private void endpoints() {
    if (page.endpoints().isEmpty()) {
      return;
    }
    out.append("<section class=card><h2>By endpoint · shown, not judged</h2>\n<table><thead><tr>");
    out.append("<th>Endpoint</th><th class=number>Requests</th><th class=number>Failed before");
    out.append("</th><th class=number>Failed after</th><th class=number>p99 before</th>");
    out.append("<th class=number>p99 after</th></tr></thead><tbody>\n");
    for (Endpoint endpoint : page.endpoints()) {
      out.append("<tr>");
      cell("", endpoint.name());
      cell("number", Format.count(endpoint.requests()));
      cell(bad(endpoint.failuresBefore() > 0), Format.count(endpoint.failuresBefore()));
      cell(bad(endpoint.failuresAfter() > 0), Format.count(endpoint.failuresAfter()));
      cell("number", endpoint.p99Before());
      cell("number", endpoint.p99After());
      out.append("</tr>\n");
    }
    out.append("</tbody></table></section>\n");
  }

  private void notes() {
    if (page.notes().isEmpty()) {
      return;
    }
    out.append("<section class=card><h2>Notes</h2>\n");
    page.notes().forEach(note -> paragraph("", note));
    out.append("</section>\n");
  }

  private void cell(String style, String words) {
    out.append(style.isBlank() ? "<td>" : "<td class='" + style.strip() + "'>");
    text(words);
    out.append("</td>");
  }

  private static String tone(Tone tone) {
    return switch (tone) {
      case GOOD -> "good";
      case BAD -> "bad";
      case DOUBT -> "doubt";
      case PLAIN -> "plain";
    };
  }

  private void text(String words) {
    out.append(JUnitReport.escaped(words));
  }
}
