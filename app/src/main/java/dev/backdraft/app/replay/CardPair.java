package dev.backdraft.app.replay;

import javafx.geometry.Orientation;
import javafx.scene.layout.Region;

/** A wide card and a narrow one: side by side where both can be read, or one below the other. */
final class CardPair extends Region {
  private static final double GAP = 16;
  private static final double SIDE = 360;

  private final Region wide;
  private final Region narrow;

  CardPair(Region wide, Region narrow) {
    this.wide = wide;
    this.narrow = narrow;
    getChildren().addAll(wide, narrow);
  }

  private double least() {
    return Math.max(wide.minWidth(-1), narrow.minWidth(-1));
  }

  private boolean fits(double width) {
    return width >= wide.minWidth(-1) + GAP + SIDE;
  }

  @Override
  public Orientation getContentBias() {
    return Orientation.HORIZONTAL;
  }

  @Override
  protected void layoutChildren() {
    double width = getWidth();
    if (fits(width)) {
      double rest = width - GAP - SIDE;
      wide.resizeRelocate(0, 0, rest, getHeight());
      narrow.resizeRelocate(rest + GAP, 0, SIDE, getHeight());
    } else {
      double upper = wide.prefHeight(width);
      wide.resizeRelocate(0, 0, width, upper);
      narrow.resizeRelocate(0, upper + GAP, width, narrow.prefHeight(width));
    }
  }

  @Override
  protected double computeMinWidth(double height) {
    return least();
  }

  @Override
  protected double computePrefWidth(double height) {
    return wide.prefWidth(-1) + GAP + SIDE;
  }

  @Override
  protected double computePrefHeight(double given) {
    double width = given < 0 ? prefWidth(-1) : given;
    return fits(width)
        ? Math.max(wide.prefHeight(width - GAP - SIDE), narrow.prefHeight(SIDE))
        : wide.prefHeight(width) + GAP + narrow.prefHeight(width);
  }

  @Override
  protected double computeMinHeight(double width) {
    return computePrefHeight(width);
  }
}
