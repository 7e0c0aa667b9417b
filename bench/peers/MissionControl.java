import java.io.File;
import org.openjdk.jmc.common.item.IItemCollection;
import org.openjdk.jmc.common.item.IItemIterable;
import org.openjdk.jmc.flightrecorder.JfrLoaderToolkit;

/** JDK Mission Control's loader: every event of every type. */
public final class MissionControl {
  private MissionControl() {}

  public static void main(String[] args) throws Exception {
    IItemCollection items = JfrLoaderToolkit.loadEvents(new File(args[0]));
    long events = 0;
    for (IItemIterable some : items) {
      events += some.getItemCount();
    }
    System.out.println(events + " events");
  }
}
