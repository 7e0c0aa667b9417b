package dev.backdraft.app.plan;

import dev.backdraft.app.Folders;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;

/**
 * What the tokens are made with that stand for a capture's secrets: kept for this user, so that a
 * plan may name a token and finds it again when the capture is read the next time. Nobody else may
 * read it, and without it a token tells nothing.
 */
public final class TokenKey {
  private static final int BYTES = 32;

  private TokenKey() {}

  /** Of the user who runs this program. */
  public static byte[] ofThisUser() {
    return at(Folders.ofThisMachine().tokenKey());
  }

  /** The key of this file, which is made if it is not there yet. */
  static byte[] at(Path file) {
    try {
      byte[] key = Files.exists(file) ? Files.readAllBytes(file) : made(file);
      if (key.length == BYTES) {
        return key;
      }
      Files.delete(file);
      return made(file);
    } catch (IOException closed) {
      // Reading goes on: only plans that name tokens ask for more.
      System.getLogger(TokenKey.class.getName())
          .log(
              System.Logger.Level.WARNING,
              "{0} cannot be kept, tokens of secrets hold for this run only: {1}",
              file,
              closed);
      return random();
    }
  }

  private static byte[] made(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException("no folder for " + file);
    }
    Files.createDirectories(folder);
    boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] ownerOnly =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    Path half = Files.createTempFile(folder, "token", ".tmp", ownerOnly);
    try {
      Files.write(half, random());
      Files.move(half, file);
    } catch (FileAlreadyExistsException another) {
      // Two programs began together: both take the key that stands.
      return Files.readAllBytes(file);
    } finally {
      Files.deleteIfExists(half);
    }
    return Files.readAllBytes(file);
  }

  private static byte[] random() {
    byte[] key = new byte[BYTES];
    new SecureRandom().nextBytes(key);
    return key;
  }
}
