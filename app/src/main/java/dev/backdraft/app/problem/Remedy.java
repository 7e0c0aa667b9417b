package dev.backdraft.app.problem;

import dev.backdraft.analysis.reader.EvidenceException;
import dev.backdraft.persistence.StoreException;
import dev.backdraft.replay.engine.EngineProcess;
import dev.backdraft.replay.plan.PlanException;
import dev.backdraft.replay.target.TargetException;
import java.util.List;

/**
 * What to tell somebody whose file cannot be used.
 *
 * @param what what happened, one line, with the file's name
 * @param remedy what to do about it, one line
 */
public record Remedy(String what, String remedy) {

  public static Remedy of(EvidenceException e) {
    String name = String.valueOf(e.file().getFileName());
    String remedy =
        switch (e) {
          case EvidenceException.Missing missing ->
              "Check the path: " + missing.file().toAbsolutePath() + " does not exist.";
          case EvidenceException.Folder folder ->
              "Name the files in it: " + folder.file() + " is a folder.";
          case EvidenceException.Empty empty ->
              "The copy or the dump was cut short; fetch it again, or take a new recording with:"
                  + " jcmd PID JFR.dump filename=new.jfr";
          case EvidenceException.Forbidden forbidden ->
              "Give yourself the right to read it: chmod u+r \"" + forbidden.file() + "\"";
          case EvidenceException.LfsPointer pointer ->
              "Fetch the file itself"
                  + (pointer.sizeBytes() < 0 ? "" : " (" + pointer.sizeBytes() + " bytes)")
                  + " with: git lfs pull";
          case EvidenceException.Unknown unknown ->
              "Backdraft opens JFR recordings (plain, or packed with gzip, zip, lz4 or zstd).";
          case EvidenceException.OldFormat old -> old.readers();
          case EvidenceException.Nothing nothing ->
              "The file is too damaged to show anything; take a new recording with:"
                  + " jcmd PID JFR.dump filename=new.jfr";
          case EvidenceException.Failed failed ->
              "Check the disk or the network drive that it lies on, and try again.";
        };
    return new Remedy(name + ": " + e.getMessage(), remedy);
  }

  /** A capture that cannot be read: no recording of a JVM would help. */
  public static Remedy ofCapture(EvidenceException e) {
    String name = String.valueOf(e.file().getFileName());
    String what = String.valueOf(e.getMessage()).replace("not a recording: ", "not a capture: ");
    return switch (e) {
      case EvidenceException.Unknown unknown ->
          new Remedy(
              name + ": " + what,
              "Backdraft replays HAR, GoReplay, access logs, spans (OTLP, Jaeger, Zipkin) and what"
                  + " it captures itself: backdraft capture --help");
      case EvidenceException.Empty empty ->
          new Remedy(
              name + ": " + what,
              "Nothing was captured, or the copy was cut short; fetch it or capture again.");
      case EvidenceException.Nothing nothing ->
          new Remedy(name + ": " + what, "Capture again, or a shorter time.");
      case EvidenceException.Missing missing -> of(e);
      case EvidenceException.Folder folder -> of(e);
      case EvidenceException.Forbidden forbidden -> of(e);
      case EvidenceException.LfsPointer pointer -> of(e);
      case EvidenceException.OldFormat old -> of(e);
      case EvidenceException.Failed failed -> of(e);
    };
  }

  /** The process that sends the load ended. */
  public static Remedy of(EngineProcess.BrokenException e) {
    return new Remedy(String.valueOf(e.getMessage()), e.remedy());
  }

  /** A plan that is no text as plans are written. */
  public static Remedy notUtf8(String name) {
    return new Remedy(
        name + ": is not text in UTF-8", "Save it as UTF-8 in your editor, or: iconv -t UTF-8");
  }

  public static Remedy of(StoreException e) {
    String remedy =
        switch (e) {
          case StoreException.Newer newer ->
              "Use the newer Backdraft, or start this one with another BACKDRAFT_HOME."
                  + " Until then nothing is remembered.";
          case StoreException.Foreign foreign ->
              "Move " + foreign.file() + " away. Until then nothing is remembered.";
          case StoreException.Locked locked ->
              "Close the other program that holds " + locked.file() + ", then try again.";
          case StoreException.Failed failed ->
              "Check that "
                  + failed.file()
                  + " can be written and the disk is not full."
                  + " Until then nothing is remembered.";
        };
    return new Remedy("What the workbench remembers: " + e.getMessage(), remedy);
  }

  /** A target of a replay that could not be brought up. */
  public static Remedy of(TargetException e) {
    String remedy =
        switch (e) {
          case TargetException.NotStarted notStarted ->
              "Check the plan's command and cwd; no shell reads the command, so write sh -c for"
                  + " pipes and variables.";
          case TargetException.Ended ended ->
              lastLines(ended) + "Start it once by hand with the plan's command.";
          case TargetException.NotReady notReady ->
              lastLines(notReady)
                  + "Check the plan's \"ready\", or give it more time with readySeconds.";
          case TargetException.PortTaken taken ->
              "Stop the process that listens there (ss -ltnp shows it), or leave \"port\" out of"
                  + " the plan to use a free one.";
          case TargetException.BadState badState ->
              "Check the plan's \"state\" folder and the space in the temporary folder.";
          case TargetException.Forbidden forbidden ->
              "If that machine may be loaded, allow it by name: --allow-host HOST";
        };
    return new Remedy(String.valueOf(e.getMessage()), remedy);
  }

  /** As many as fit into a line, for where nothing else shows them. */
  private static String lastLines(TargetException e) {
    List<String> lines =
        e.output().stream().map(String::strip).filter(line -> !line.isEmpty()).toList();
    if (lines.isEmpty()) {
      return "It wrote nothing. ";
    }
    String last = String.join(" / ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
    int longest = 300;
    return "Its last words: \""
        + (last.length() <= longest ? last : "..." + last.substring(last.length() - longest))
        + "\" ";
  }

  /** A plan that cannot be used. */
  public static Remedy of(PlanException e, String name) {
    return new Remedy(
        name + ", " + e.getMessage(),
        "Mend line " + e.line() + "; a plan with every setting explained: backdraft replay --init");
  }

  /** Both lines, as the command line prints them. */
  public String text() {
    return what + System.lineSeparator() + "  " + remedy;
  }
}
