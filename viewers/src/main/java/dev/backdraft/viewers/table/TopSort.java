package dev.backdraft.viewers.table;

/**
 * What a table is sorted by.
 *
 * @param descending the largest, or the last name, first
 */
public record TopSort(TopColumn column, boolean descending) {
  public static final TopSort HOTTEST = new TopSort(TopColumn.SELF, true);

  /** Numbers fall and names rise when they are first sorted by; the second time it turns. */
  TopSort by(TopColumn wanted) {
    return new TopSort(wanted, column == wanted ? !descending : wanted != TopColumn.NAME);
  }
}
