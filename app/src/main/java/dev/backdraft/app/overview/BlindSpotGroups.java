package dev.backdraft.app.overview;

import dev.backdraft.analysis.recording.BlindSpot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Blind spots that say the same of several event types, put together: one line for a threshold of
 * 20 ms, with the types, and not a line for each.
 */
public final class BlindSpotGroups {
  private static final String OFF = " was not recorded.";
  private static final String SHORTER = " shorter than ";
  private static final int NAMED_IN_SHORT = 3;

  private BlindSpotGroups() {}

  /**
   * Some blind spots of one sort.
   *
   * @param what what cannot be seen
   * @param types the event types that it is true of, without their package; none for a spot alone
   * @param remedy what to record next time
   * @param brief in a few words, for the status bar
   */
  public record Group(String what, List<String> types, String remedy, String brief) {}

  private record Key(String what, String remedy) {}

  public static List<Group> of(List<BlindSpot> spots) {
    Map<Key, List<BlindSpot>> alike = new LinkedHashMap<>();
    for (BlindSpot spot : spots) {
      alike.computeIfAbsent(key(spot), key -> new ArrayList<>()).add(spot);
    }
    List<Group> groups = new ArrayList<>();
    alike.forEach((key, members) -> groups.add(group(key, members)));
    return groups;
  }

  /** What is left when the type's name is taken out of both sentences. */
  private static Key key(BlindSpot spot) {
    String name = type(spot);
    return name.isEmpty()
        ? new Key(spot.what(), spot.remedy())
        : new Key(spot.what().replace(name, "*"), spot.remedy().replace(name, "*"));
  }

  private static String type(BlindSpot spot) {
    int colon = spot.id().indexOf(':');
    String name = colon < 0 ? "" : spot.id().substring(colon + 1);
    return spot.what().contains(name) ? name : "";
  }

  private static Group group(Key key, List<BlindSpot> members) {
    List<String> types = members.stream().map(spot -> local(type(spot))).sorted().toList();
    BlindSpot first = members.getFirst();
    boolean named = !type(first).isEmpty();
    if (key.what().equals("*" + OFF)) {
      return new Group("Not recorded", types, first.remedy(), "no " + some(types));
    }
    if (named && key.what().startsWith("*" + SHORTER)) {
      String rest = key.what().substring(1 + SHORTER.length());
      String least = rest.substring(0, Math.max(0, rest.indexOf(" was")));
      return new Group(
          "Threshold " + least + ": what is shorter is missing, so sums are lower bounds",
          types,
          members.size() == 1 ? first.remedy() : "Lower the threshold of these types.",
          "waits under " + least);
    }
    if (named && members.size() > 1) {
      return new Group(
          key.what().replace("*", "each"), types, key.remedy().replace("*", "these"), brief(first));
    }
    return new Group(first.what(), List.of(), first.remedy(), brief(first));
  }

  private static String local(String type) {
    return type.substring(type.lastIndexOf('.') + 1);
  }

  private static String some(List<String> types) {
    return types.size() == 1 ? types.getFirst() : types.size() + " types of events";
  }

  private static String brief(BlindSpot spot) {
    int colon = Math.max(0, spot.id().indexOf(':'));
    String about = spot.id().substring(Math.min(spot.id().length(), colon + 1));
    return switch (about) {
      case "two-samplers" -> "two samplers at once";
      case "mixed-units" -> "samples of unlike parts";
      case "native-apart" -> "native code apart from CPU";
      case "cooperative" -> "threads sampled where they cooperate";
      default -> briefOfSort(spot, spot.id().substring(0, colon));
    };
  }

  private static String briefOfSort(BlindSpot spot, String sort) {
    return switch (sort) {
      case "throttle" -> "thinned " + local(type(spot));
      case "cutoff" -> "no paths to GC roots";
      case "lost", "failed" -> "lost samples";
      case "stacks" -> "cut stacks";
      case "cpu" -> "only Java threads on CPU";
      case "alloc" -> "sampled allocation";
      case "biased", "unwind" -> "stacks not walked to the end";
      case "native" -> "native code running or waiting";
      case "malloc" -> "native memory freed again counts too";
      case "malloc-live" -> "native memory taken before and near the end";
      default -> withoutStop(spot.what());
    };
  }

  /** A sentence that stands among others in a line. */
  private static String withoutStop(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }

  /** For the status bar: the first few, and how many more. */
  public static String inOneLine(List<BlindSpot> spots) {
    List<String> brief = of(spots).stream().map(Group::brief).distinct().toList();
    if (brief.isEmpty()) {
      return "";
    }
    String named = String.join(", ", brief.subList(0, Math.min(NAMED_IN_SHORT, brief.size())));
    int more = brief.size() - NAMED_IN_SHORT;
    return "Blind spots: " + named + (more > 0 ? " and " + more + " more" : "");
  }
}
