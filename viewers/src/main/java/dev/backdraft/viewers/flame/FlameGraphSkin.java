package dev.backdraft.viewers.flame;

import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.viewers.layout.FlameBoxes;
import dev.backdraft.viewers.layout.FlameRows;
import dev.backdraft.viewers.layout.Viewport;
import dev.backdraft.viewers.paint.FlamePalette;
import dev.backdraft.viewers.paint.Glyphs;
import dev.backdraft.viewers.paint.Theme;
import dev.backdraft.viewers.surface.FontGlyphs;
import dev.backdraft.viewers.surface.FrameLoop;
import dev.backdraft.viewers.surface.PixelSurface;
import javafx.animation.AnimationTimer;
import javafx.beans.value.ChangeListener;
import javafx.event.EventTarget;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.SkinBase;
import javafx.scene.paint.Color;
import javafx.scene.shape.Rectangle;
import javafx.scene.shape.StrokeType;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;

/** The nodes of the control: the picture, two outlines, the hover card, the minimap, a message. */
final class FlameGraphSkin extends SkinBase<FlameGraph> {
  static final double ROW_HEIGHT = 19;
  private static final double FONT_SIZE = 11.5;

  private final FlameGraph control;
  private final FlameNavigation navigation;
  private final PixelSurface surface = new PixelSurface();
  private final Rectangle hoverOutline = outline("flame-hover");
  private final Rectangle focusOutline = outline("flame-focus");
  private final Label empty = new Label();
  private final HoverCard card;
  private final Minimap minimap;
  private final RowScroll scrollBar;
  private final KindLegend legend;
  private final FrameLoop frames;
  private final FlameMotion motion = new FlameMotion();
  private final AnimationTimer timer;
  private final FlameBehavior behavior;
  private @Nullable FlamePalette palette;
  private @Nullable FlameBoxes boxes;

  /** What the boxes were made of. */
  private @Nullable CallTree drawn;

  /** Of the picture before the one that is shown. */
  private @Nullable FlameBoxes spare;

  private FlameView painted = FlameView.WHOLE;

  FlameGraphSkin(FlameGraph control) {
    super(control);
    this.control = control;
    this.navigation = control.navigation();
    this.frames = new FrameLoop(control.painter(), control.ui(), this::nextFrame);
    this.card = new HoverCard(control);
    this.minimap = new Minimap(control);
    this.scrollBar = new RowScroll(control);
    this.legend = new KindLegend(control);
    this.timer =
        new AnimationTimer() {
          @Override
          public void handle(long now) {
            if (!motion.moving()) {
              stop();
            }
            frames.request();
          }
        };
    empty.getStyleClass().add("flame-empty");
    empty.setWrapText(true);
    empty.setAlignment(Pos.CENTER);
    empty.setTextAlignment(TextAlignment.CENTER);
    empty.textProperty().bind(control.emptyMessageProperty());
    frames.settleWith(surface);
    getChildren()
        .addAll(surface, hoverOutline, focusOutline, minimap, scrollBar, legend, card, empty);
    this.behavior = new FlameBehavior(control, this);
    listen();
    modelChanged();
  }

  private static Rectangle outline(String styleClass) {
    Rectangle outline = new Rectangle();
    outline.getStyleClass().add(styleClass);
    outline.setFill(Color.TRANSPARENT);
    outline.setStrokeType(StrokeType.INSIDE);
    outline.setMouseTransparent(true);
    outline.setManaged(false);
    outline.setVisible(false);
    return outline;
  }

  private void listen() {
    control.modelProperty().addListener(model);
    control.themeProperty().addListener(colours);
    control.colourModeProperty().addListener(colours);
    control.orientationProperty().addListener(turned);
    control.hiddenRowsProperty().addListener(model);
    control.legendShownProperty().addListener(model);
    control.legendBesideProperty().addListener(model);
    control.selectedProperty().addListener(outlines);
    control.hoveredProperty().addListener(outlines);
    control.focusedProperty().addListener(outlines);
    navigation.viewProperty().addListener(looking);
  }

  private final ChangeListener<Object> model = (property, before, now) -> modelChanged();
  private final ChangeListener<Object> turned = (property, before, now) -> turned();
  private final ChangeListener<Object> colours = (property, before, now) -> coloursChanged();
  private final ChangeListener<Object> outlines = (property, before, now) -> placeOutlines();
  private final ChangeListener<Object> looking = (property, before, now) -> viewChanged();

  @Override
  public void dispose() {
    timer.stop();
    behavior.dispose();
    control.modelProperty().removeListener(model);
    control.themeProperty().removeListener(colours);
    control.colourModeProperty().removeListener(colours);
    control.orientationProperty().removeListener(turned);
    control.hiddenRowsProperty().removeListener(model);
    control.legendShownProperty().removeListener(model);
    control.legendBesideProperty().removeListener(model);
    control.selectedProperty().removeListener(outlines);
    control.hoveredProperty().removeListener(outlines);
    control.focusedProperty().removeListener(outlines);
    navigation.viewProperty().removeListener(looking);
    super.dispose();
  }

  private void modelChanged() {
    palette = null;
    FlameModel now = control.model();
    boolean nothing = now == null || now.rows().count() <= control.getHiddenRows();
    empty.setVisible(nothing);
    surface.setVisible(!nothing);
    if (nothing) {
      boxes = null;
      drawn = null;
      card.hide();
    }
    minimap.refresh();
    legend.refresh();
    repaint();
    placeOutlines();
    control.requestLayout();
  }

  private void turned() {
    control.requestLayout();
    minimap.refresh();
    repaint();
  }

  private void coloursChanged() {
    palette = null;
    Theme theme = control.getTheme();
    hoverOutline.setStroke(colour(theme.ink()));
    minimap.refresh();
    card.hide();
    card.setTheme(theme);
    legend.refresh();
    scrollBar.dress();
    repaint();
    placeOutlines();
  }

  static Color colour(int argb) {
    return Color.rgb((argb >> 16) & 0xff, (argb >> 8) & 0xff, argb & 0xff);
  }

  private void viewChanged() {
    long now = System.nanoTime();
    if (navigation.glides()) {
      motion.moveTo(navigation.view(), now);
      timer.start();
    } else {
      motion.jump(navigation.view());
      repaint();
    }
  }

  private void repaint() {
    if (control.model() != null && control.getWidth() >= 1 && control.pictureHeight() >= 1) {
      frames.request();
    }
  }

  @Override
  protected void layoutChildren(double x, double y, double width, double height) {
    // Their shapes take a while the first time: better while the file is read than after it.
    glyphs();
    control.setLegendHeight(legend.place(x, y, width, height));
    double picture = control.pictureHeight();
    navigation.sized(picture, ROW_HEIGHT);
    surface.resizeRelocate(x, y, width, picture);
    double messageWidth = Math.min(width, 460);
    double messageHeight = empty.prefHeight(messageWidth);
    empty.resizeRelocate(
        x + (width - messageWidth) / 2,
        y + Math.max(0, (height - messageHeight) * 0.4),
        messageWidth,
        messageHeight);
    scrollBar.place(x, y, width, picture);
    minimap.place(x, y, width - (scrollBar.isVisible() ? RowScroll.WIDTH : 0), picture);
    if (hoverOutline.getStroke() == null || palette == null) {
      coloursChanged();
    } else {
      repaint();
    }
  }

  private FrameLoop.Frame nextFrame() {
    FlameModel now = control.model();
    if (now == null) {
      return new Nothing();
    }
    FlamePalette colours = palette;
    if (colours == null) {
      colours = FlamePalette.of(now.tree().names(), control.getTheme(), control.getColourMode());
      palette = colours;
    }
    FlameView view = motion.at(System.nanoTime());
    painted = view;
    double scale = control.deviceScale();
    FlameFrame.Scene scene = new FlameFrame.Scene(now, viewport(view, scale), colours, glyphs());
    FlameBoxes old = spare;
    spare = null;
    return new FlameFrame(scene, scale, surface, old, made -> shown(now.tree(), made));
  }

  private Glyphs glyphs() {
    return FontGlyphs.of(Font.getDefault().getFamily(), FONT_SIZE * control.deviceScale());
  }

  private record Nothing() implements FrameLoop.Frame {
    @Override
    public void paint() {}

    @Override
    public void show() {}
  }

  private Viewport viewport(FlameView view, double scale) {
    int rowPx = (int) Math.round(ROW_HEIGHT * scale);
    return new Viewport(
        view.from(),
        view.to(),
        view.scroll() * scale + control.getHiddenRows() * rowPx,
        Math.max(1, (int) Math.round(control.getWidth() * scale)),
        Math.max(1, (int) Math.round(control.pictureHeight() * scale)),
        rowPx,
        control.getOrientation() == FlameOrientation.FLAME);
  }

  private void shown(CallTree tree, FlameBoxes made) {
    boolean other = drawn != tree;
    spare = boxes;
    boxes = made;
    drawn = tree;
    if (other) {
      behavior.pictureChanged();
    }
    placeOutlines();
    minimap.showView(painted, control.pictureHeight());
    scrollBar.follow(painted);
    if (FontGlyphs.fill(Font.getDefault().getFamily(), FONT_SIZE * control.deviceScale())) {
      repaint();
    }
    control.pictureShown(tree, made);
  }

  /**
   * What is drawn now, in device pixels, until the next picture; null before the first, and where
   * the picture of a tree that has been replaced still stands: its nodes are others.
   */
  @Nullable FlameBoxes boxes() {
    FlameModel now = control.model();
    return now != null && drawn == now.tree() ? boxes : null;
  }

  FlameView painted() {
    return painted;
  }

  HoverCard card() {
    return card;
  }

  /** Whether the pointer is over the map or the bar: the frames below are not meant. */
  boolean covered(EventTarget over) {
    Node node = over instanceof Node one ? one : null;
    while (node != null && node != minimap && node != scrollBar) {
      node = node.getParent();
    }
    return node != null;
  }

  Minimap minimap() {
    return minimap;
  }

  private void placeOutlines() {
    place(hoverOutline, control.hoveredProperty().get(), 1);
    place(focusOutline, control.getSelected(), 2);
    focusOutline.setStroke(
        colour(control.isFocused() ? control.getTheme().ink() : control.getTheme().dim()));
  }

  private void place(Rectangle outline, int node, double strokeWidth) {
    FlameModel now = control.model();
    FlameBoxes drawn = boxes;
    if (now == null || drawn == null || node < 0 || node >= now.tree().size()) {
      outline.setVisible(false);
      return;
    }
    FlameRows rows = now.rows();
    CallTree tree = now.tree();
    Viewport viewport = drawn.viewport();
    long start = rows.startOf(node);
    double all = tree.total();
    double left = Math.max(0, viewport.x(start / all));
    double right = Math.min(viewport.widthPx(), viewport.x((start + tree.total(node)) / all));
    boolean visible = start >= 0 && right > left - 1 && left < viewport.widthPx();
    outline.setVisible(visible);
    if (visible) {
      double scale = (double) viewport.widthPx() / Math.max(1, control.getWidth());
      outline.setStrokeWidth(strokeWidth);
      outline.setX(Math.floor(left / scale));
      outline.setY(viewport.top(tree.depth(node)) / scale);
      outline.setWidth(Math.max(3, Math.rint((right - left) / scale)));
      outline.setHeight(viewport.rowPx() / scale);
    }
  }
}
