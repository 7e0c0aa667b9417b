package dev.backdraft.analysis.reader.capture;

import dev.backdraft.analysis.reader.packed.GzipInput;
import dev.backdraft.analysis.recording.RequestHeaders;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * How a body is packed, told by its bytes: several formats keep the header of the coding and store
 * the body unpacked.
 */
public enum PackedBody {
  NONE,
  GZIP,
  DEFLATE;

  public static PackedBody of(byte[] body, RequestHeaders headers) {
    if (body.length < 3) {
      return NONE;
    }
    int first = body[0] & 0xff;
    int second = body[1] & 0xff;
    if (first == 0x1f && second == 0x8b) {
      return GZIP;
    }
    String coding = headers.firstOrEmpty("Content-Encoding").strip().toLowerCase(Locale.ROOT);
    boolean zlib = first == 0x78 && (first << 8 | second) % 31 == 0;
    return zlib && coding.equals("deflate") ? DEFLATE : NONE;
  }

  /** The plain bytes; null if they are broken or {@code most} and more. */
  public byte @Nullable [] unpack(byte[] body, int most) {
    if (this == NONE) {
      return body;
    }
    try (InputStream in = unpacking(new ByteArrayInputStream(body))) {
      byte[] plain = in.readNBytes(most);
      return plain.length == most ? null : plain;
    } catch (IOException broken) {
      return null;
    }
  }

  private InputStream unpacking(InputStream in) throws IOException {
    return this == GZIP ? new GzipInput(in) : new InflaterInputStream(in);
  }

  /** The bytes packed again in the same way. */
  public byte[] pack(byte[] plain) {
    if (this == NONE) {
      return plain;
    }
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out =
        this == GZIP ? new GZIPOutputStream(packed) : new DeflaterOutputStream(packed)) {
      out.write(plain);
    } catch (IOException impossible) {
      throw new IllegalStateException("memory cannot fail", impossible);
    }
    return packed.toByteArray();
  }
}
