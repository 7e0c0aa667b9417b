package dev.backdraft.sample;

import dev.backdraft.sample.shop.Wiring;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Loads the classes of one build, which stand in a folder of their own in the jar:
 *
 * <pre>
 * META-INF/builds/before/dev/backdraft/sample/convoy/Tariff.class
 * META-INF/builds/after/dev/backdraft/sample/convoy/Tariff.class
 * </pre>
 *
 * Both builds call their classes the same, as two versions of a program do, so that what is
 * recorded of them can be compared by name.
 */
final class BuildLoader extends ClassLoader {
  private final Build build;

  private BuildLoader(Build build) {
    super(BuildLoader.class.getClassLoader());
    this.build = build;
  }

  /** The part of the service that is this build's own. */
  static Wiring wiring(Incident incident, Build build) {
    String name = BuildLoader.class.getPackageName() + "." + incident.id() + ".ShopWiring";
    try {
      return new BuildLoader(build)
          .loadClass(name)
          .asSubclass(Wiring.class)
          .getConstructor()
          .newInstance();
    } catch (ReflectiveOperationException missing) {
      throw new IllegalStateException("the jar comes without " + name + ", " + build.id(), missing);
    }
  }

  /** Looks here first: a parent that is asked in vain throws, and that would be in recordings. */
  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> own = findLoadedClass(name);
      if (own == null && name.startsWith(BuildLoader.class.getPackageName())) {
        own = define(name);
      }
      return own == null ? super.loadClass(name, resolve) : own;
    }
  }

  private @Nullable Class<?> define(String name) throws ClassNotFoundException {
    String file = "/META-INF/builds/" + build.id() + "/" + name.replace('.', '/') + ".class";
    try (InputStream in = BuildLoader.class.getResourceAsStream(file)) {
      if (in == null) {
        return null;
      }
      byte[] bytes = in.readAllBytes();
      return defineClass(name, bytes, 0, bytes.length);
    } catch (IOException broken) {
      throw new ClassNotFoundException(name, broken);
    }
  }
}
