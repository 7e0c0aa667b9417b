package dev.backdraft.app.replay;

import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.layout.Region;

/** Cards side by side, all of one width; in as many rows as it takes that each can be read. */
public final class CardGrid extends Region {
  private static final double GAP = 16;
  private static final double LEAST = 176;

  void add(Node card) {
    getChildren().add(card);
  }

  /** As many as fit, and then fewer until the rows are alike: six, three, two, one. */
  static int columns(int cards, double width) {
    int most = (int) Math.clamp((width + GAP) / (LEAST + GAP), 1, Math.max(1, cards));
    int rows = (cards + most - 1) / most;
    return (cards + rows - 1) / Math.max(1, rows);
  }

  @Override
  public Orientation getContentBias() {
    return Orientation.HORIZONTAL;
  }

  @Override
  protected void layoutChildren() {
    int count = getManagedChildren().size();
    if (count == 0) {
      return;
    }
    int columns = columns(count, getWidth());
    double width = cardWidth(columns, getWidth());
    double height = cardHeight(width);
    for (int i = 0; i < count; i++) {
      int row = i / columns;
      double x = (i - row * columns) * (width + GAP);
      double y = row * (height + GAP);
      getManagedChildren()
          .get(i)
          .resizeRelocate(snapPositionX(x), snapPositionY(y), snapSizeX(width), height);
    }
  }

  private static double cardWidth(int columns, double width) {
    return Math.floor((width - GAP * (columns - 1)) / columns);
  }

  private double cardHeight(double width) {
    return getManagedChildren().stream().mapToDouble(one -> one.prefHeight(width)).max().orElse(0);
  }

  @Override
  protected double computeMinWidth(double height) {
    return LEAST;
  }

  @Override
  protected double computePrefWidth(double height) {
    int count = getManagedChildren().size();
    return count * LEAST + GAP * Math.max(0, count - 1);
  }

  @Override
  protected double computePrefHeight(double width) {
    int count = getManagedChildren().size();
    if (count == 0) {
      return 0;
    }
    double given = width < 0 ? prefWidth(-1) : width;
    int columns = columns(count, given);
    int rows = (count + columns - 1) / columns;
    return rows * cardHeight(cardWidth(columns, given)) + GAP * (rows - 1);
  }

  @Override
  protected double computeMinHeight(double width) {
    return computePrefHeight(width);
  }
}
