package dev.backdraft.analysis.reader.capture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Where secrets stand in one text; found in any order, replaced in one go. */
final class SecretEdits {
  private static final Comparator<Edit> IN_PLACE =
      Comparator.comparingInt(Edit::from).thenComparing(Edit::end, Comparator.reverseOrder());

  private final List<Edit> edits = new ArrayList<>();

  private record Edit(int from, int end, String secret, boolean number) {}

  /** Hides what stands from one place to the other; {@code secret} is what it means, decoded. */
  void hide(InnerText text, int from, int end, String secret) {
    if (end > from) {
      edits.add(new Edit(text.place(from), text.place(end), secret, false));
    }
  }

  /** A secret number stays a number of the same length. */
  void hideNumber(InnerText text, int from, int end) {
    edits.add(new Edit(text.place(from), text.place(end), text.text().substring(from, end), true));
  }

  /** The outermost text without the secrets; of two that overlap the outer one counts. */
  String applied(String whole, Redactor redactor) {
    if (edits.isEmpty()) {
      return whole;
    }
    edits.sort(IN_PLACE);
    StringBuilder out = new StringBuilder(whole.length() + 64);
    int copied = 0;
    for (Edit edit : edits) {
      if (edit.from() >= copied && edit.end() > edit.from()) {
        String token = redactor.token(edit.secret());
        out.append(whole, copied, edit.from());
        out.append(edit.number() ? digits(token, edit.end() - edit.from()) : token);
        copied = edit.end();
      }
    }
    return out.append(whole, copied, whole.length()).toString();
  }

  private static String digits(String token, int length) {
    StringBuilder digits = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      char mask = token.charAt(Redactor.MARK.length() + i % 16);
      digits.append((char) ('1' + mask % 9));
    }
    return digits.toString();
  }
}
