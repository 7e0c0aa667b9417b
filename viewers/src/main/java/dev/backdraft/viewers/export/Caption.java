package dev.backdraft.viewers.export;

/**
 * What stands above an exported picture.
 *
 * @param title as the recording's name
 * @param subtitle as the event, the selection and the transforms
 */
public record Caption(String title, String subtitle) {
  /** With one thing more behind the subtitle. */
  public Caption with(String more) {
    return new Caption(title, subtitle.isEmpty() ? more : subtitle + ", " + more);
  }
}
