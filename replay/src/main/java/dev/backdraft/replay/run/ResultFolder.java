package dev.backdraft.replay.run;

import dev.backdraft.replay.outcome.FieldComparison;
import dev.backdraft.replay.outcome.ResponseView;
import dev.backdraft.replay.plan.ReplayPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Writes what a run leaves: result.json and samples of responses that differ. */
final class ResultFolder {
  private static final int MOST_FIELDS = 50;

  /** Of what a run leaves its result is worth most: this much is kept free for it. */
  private static final int ROOM_BYTES = 1 << 20;

  private ResultFolder() {}

  /** Takes the room for the result before recordings and logs fill the disk; if not, says so. */
  static Optional<String> reserve(Path folder) throws IOException {
    Files.createDirectories(folder);
    try {
      Files.write(ResultFile.part(folder.resolve("result.json")), new byte[ROOM_BYTES]);
      return Optional.empty();
    } catch (IOException full) {
      return Optional.of(
          "there is hardly room in "
              + folder
              + " ("
              + full.getMessage()
              + "): free some, or choose"
              + " another folder with -o");
    }
  }

  /** Nothing will be written: the room is given back. */
  static void release(Path folder) throws IOException {
    Files.deleteIfExists(ResultFile.part(folder.resolve("result.json")));
  }

  /** What could not be written; the verdict is there all the same. */
  static List<String> write(Path folder, ReplayPlan plan, ReplayRun.Result result) {
    List<String> problems = new ArrayList<>();
    try {
      ResultFile.write(folder.resolve("result.json"), plan, result);
    } catch (IOException full) {
      problems.add("result.json could not be written: " + full.getMessage() + aside(plan, result));
    }
    try {
      samples(folder.resolve("samples"), result.fields());
    } catch (IOException full) {
      problems.add("samples of responses could not be written: " + full.getMessage());
    }
    return problems;
  }

  /** Where it went instead, in words. */
  private static String aside(ReplayPlan plan, ReplayRun.Result result) {
    try {
      Path other = Files.createTempDirectory("backdraft-result-").resolve("result.json");
      ResultFile.write(other, plan, result);
      return "; it is in " + other;
    } catch (IOException fullToo) {
      return "";
    }
  }

  private static void samples(Path folder, List<FieldComparison.Field> fields) throws IOException {
    int number = 0;
    for (FieldComparison.Field field : fields) {
      if (!field.listed() || number == MOST_FIELDS) {
        continue;
      }
      number++;
      Files.createDirectories(folder);
      for (FieldComparison.Sample sample : field.samples()) {
        String name = String.format(Locale.ROOT, "%02d-request-%d", number, sample.request());
        body(folder.resolve(name + "-before.txt"), field, sample.old());
        body(folder.resolve(name + "-after.txt"), field, sample.fresh());
      }
    }
  }

  /** A cookie without a name is all value. */
  private static String withoutValue(String cookie) {
    int semicolon = cookie.indexOf(';');
    String pair = semicolon < 0 ? cookie : cookie.substring(0, semicolon);
    String name = pair.substring(0, pair.indexOf('=') + 1);
    return name + "(a value)" + (semicolon < 0 ? "" : cookie.substring(semicolon));
  }

  private static void body(Path file, FieldComparison.Field field, ResponseView view)
      throws IOException {
    StringBuilder head = new StringBuilder();
    head.append(field.endpoint()).append('\n').append(field.path()).append('\n');
    head.append(view.outcome().id()).append(' ').append(view.status()).append(", ");
    head.append(view.bodyBytes()).append(" bytes\n");
    List<String> headers = view.headers() == null ? List.of() : view.headers().flat();
    for (int i = 0; i + 1 < headers.size(); i += 2) {
      String value = headers.get(i + 1);
      // What a cookie holds is nobody's business, whatever the plan says of secrets.
      boolean cookie = headers.get(i).equals("set-cookie");
      head.append(headers.get(i)).append(": ");
      head.append(cookie ? withoutValue(value) : value).append('\n');
    }
    head.append('\n');
    byte[] body = view.body() == null ? new byte[0] : view.body();
    byte[] start = head.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    byte[] whole = java.util.Arrays.copyOf(start, start.length + body.length);
    System.arraycopy(body, 0, whole, start.length, body.length);
    Files.write(file, whole);
  }
}
