package dev.backdraft.analysis.reader.cache;

import dev.backdraft.analysis.recording.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Problems inside a section: what could not be read is told again, cached or not. */
final class ProblemsPart {
  private ProblemsPart() {}

  static void write(List<Problem> problems, SectionWriter out) throws IOException {
    out.count(problems.size());
    for (Problem problem : problems) {
      out.text(problem.kind().name()).text(problem.file());
      out.number(problem.offset()).number(problem.lostBytes());
      out.text(problem.expected()).text(problem.found());
    }
  }

  static List<Problem> read(SectionReader in, Renaming names) throws IOException {
    List<Problem> problems = new ArrayList<>();
    int count = in.count(32);
    for (int i = 0; i < count; i++) {
      Problem.Kind kind = Problem.Kind.valueOf(in.text());
      problems.add(
          new Problem(kind, names.now(in.text()), in.number(), in.number(), in.text(), in.text()));
    }
    return problems;
  }
}
