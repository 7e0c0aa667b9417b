package dev.backdraft.analysis.reader.packed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Zstandard and LZ4 as the tools of their authors pack, whole, cut and overwritten. */
final class UnpackTest {
  /** {@link #plain} packed by zstd -19. */
  private static final String ZSTD =
      """
      KLUv/WTRI80lAGptSAwXkBcUJAfAeiz1Nfr/ymm3rIjEARlfcwLHALgAuQCWQqpEaZIUpAdNUJCDIqhBDApS0ENQf8
      2DXH7j7y0+tpv6G15/NDOU6TzSmElnHHEza+JhyEuQkUmEYfFD2opOYSe9JESQucNjmXjGboS3+kPLc1CWgj0Pe2Iq
      MTpGEW7wjJjFRRES4qVMQ6QXNybKt2ZH66hOQ+3TM5SEQVMOfsqNbIwzoiww/M0shKz32JjetZy/MbQpLMhFjuKi2R
      JDQTWhpFMnMUjzel4xHQurZycBEIKBAwQGAgEBBoIADAhCIFDAAAQEEdpULQg1clpc2hw08WELwiZBmDQI64KwMA3D
      6oW9CjNDWOyXNdflqi/FFXqJV3ddlxWu2EfmjF4Z1R5pYsSOOo6kG000WhiJF80jiouItChIiKaKGBT5E7US6UHE3u
      rHCiHW2AqHJas1Q6sxa5P1CZb8UHBCkoQ8DtkRmjY0MjRayArxIRTz6jJViFSuKFGFtLqwilnFq3KoRqfGoaZC2aY8
      QUmlSFGiAvVppslTTJ04TZrCdGkkKQwcBIoMInDSQCkDuwVSgZoQWP975zPli/mz4nu/8tO+oE/hazD7zCyZxTwzY/
      YucDDTBDNq1kkvm4xsIhMtm0MWr4ykLMhkk2SMIPPvtePp4rH2+vBC1Bt64XkyeTPBazy2TewjMdmxYMSkxjyM2YtN
      FRtDbPTO0/HSxbi7RBfSjh1lXYi6S+hizvHDWbiRuTG4aTmbnGecJC4YOPnbZ7ZNtoa3mdhk3cLcZlsIbX3Y2Gv6aK
      1ovjUGAHTBeWrkrH2+cZo9YzytndfZcOrDMEPJsMHwMbQ6jHFobvgycDDUBEKOsAuEUgYSCFehSOE8YVxCMgiD3JzG
      ZIjp22zD1GuygdkHZojADIIZflA2wRkJNhzcIvhpUGYwuKCkoCcE7ZfToByDchSUjpJvGcPysjJEZSgpJ0OGvARkTE
      DyAemSI5LjyKlIO5Cej9KMQRllj58Yt44NjjPBKAvGcDDOxRAj9iKyFvUQ24o+RcbESWKQIJIPjAeC96giWDz9/hvi
      XklJmgcSSMALlhekKA+A2IaXfGq4vD92XN37Ec1vCeSDzsA3Y5KxMMTqqvulae6JLtB9mL2ttF9aqfWHOP5eEdqjmP
      Aoba+1/5h+TYOcmhVl/zL/TnaNvxyfeClkqUiLOEV9kaT230dD837FcK3LslAbyEZSMVMBPvGipZR6ar9jn6N9NtK+
      1r9n3vbGq/3L4q3d5sFIR06pfle79zLbD/Pafhy291X3S9O30WbnE9Uh29KphwexPQEq788RJew/LpOoK+a28Ths3l
      tun8bPI/mU80X5LU3fptWr/YrxrTili2iH3FT7H+Nvflt9SKlDmFpbxnMHpBrqNF/a0baLNkdphzI62zr04kXTbuQ0
      XtDzgqYH4PDRHS3RTnuuc4k6moqON+fotxzuFq1ui+NYOHT9O/+800J3Tm6nH9p5ip1WGd22OdiUnd0Cf3P3VN3hWW
      0++Eqbs1fufLgpN2ND5A7bekSXPRFPc0dlpjKJiozwOfS1sV3BJM3PsPvRto/QKcll7lqYSXKtNegQbrXziJzFzOKc
      KQIqrVvZ25A=
      """;

  /** {@link #plain} packed by lz4 -9 -BD -B4. */
  private static final String LZ4 =
      """
      BCJNGGRAp/IJAADxBmxpbmUgMCBvZiB0aGUgdGV4dCAwChUAGTEVABIxFQAZMhUAEjQVABkzFQASORUAGjQ/ABI2Fg
      AZNRYAIjI1FgAZNhYAEzMsABo3bAADWAAZOBYAEzaDABk5FgATOK4AGjHZABMzFgAK2gATMkMAGzHcABM3FwAK3gAj
      NzIXAArgAAQWAArgABQziAAK4QAUNi4ACuIAEzkOARox4wAUM7cACuQAEzenARoy5AATMVwAGjLlABM1RQAaMuUAEz
      lrARoy5QATNBMBGjLlABQ5BQIK5gAUNFwACuYAFDlFAArmABQ1uAAK5gATOBYACuUAEzYTARoz5QATMpwBGjPlABM4
      RQAaM+UAFDWnAgrlABMyKgEaM+UAEzhoAhoz5QATNvwAGzOsAgShAArlABQxLgAL5QADbwEbM+YAAxcAGjTmABM0zw
      AaNOYAEzO4ABo05gAUMS4ACuYABFsAC8oBA7MBGjTlABM4zgAaNOUAFDfTAwrlABQ3LgAK5QAUN1wAHzkXAAIvNTBF
      AAIvNTFzAAIvNTKhAAIvNTPPAAIvNTT8AAEvNTUpAQIvNTZXAQIvNTeFAQIvNTizAQIvNTnhAQIvNjAPAgIvNjE9Ag
      IvNjJrAgIvNjOZAgIvNjTHAgIvNjX1AgIvNjYjAwIvNjdRAwIvNjh/AwIvNjmsAwEvNzDZAwIvNzEHBAIvNzI1BAIv
      NzNjBAIvNzSRBAIvNzW/BAIvNzbtBAIvNzcbBQIvNzhJBQIvNzl3BQIvODClBQIvODHTBQIvODIBBgIvODMuBgEvOD
      RbBgIvODWJBgIvODa3BgIvODfkBgEvODgRBwIvODk+BwMfMGsHAi85MZgHAi85MsUHAi85M/IHAi85NB4IAS85NUkI
      AS85NnQIAS85N58IAS85OCwAAh85WAABPzEwMIUAAT8xMDGzAAIvMTDiAAM/MTAzEQECPzEwNEABAj8xMDVvAQI/MT
      A2rwgED8wBAj8xMDixCAMvMDmyCAMvMTCzCAMvMTG0CAIfMbQCAz8xMTO2CAMvMTS3CAMvMTW4CAMvMTZwAwIvMTGf
      AwM/MTE4zgMCPzExOf0DAj8xMjAsBAI/MTIxWwQCLzEyigQDPzEyM7kEAj8xMjToBAI/MTI1FgUBPzEyNkQFAi8xMn
      MFAz8xMjiiBQI/MTI50QUCPzEzMAAGAj8xMzEvBgIvMTNeBgM/MTMzjQYCPzEzNLwGAj8xMzXrBgI/MTM2GgcCLzEz
      SQcDPzEzOHgHAj8xMzmnBwI/MTQw1QcBPzE0MQMIAi8xNDIIAz8xNDNhCAI/MTQ0kAgCPzE0Nb8IAj8xNDYYAAQfN0
      gABB84eAAEHzmoAAMvNTDYAAMvNTEHAQIvNTI2AQMvNTNmAQMvNTSWAQMvNTXGAQMvNTb2AQMvNTcmAgMvNThWAgMv
      NTmGAgMvNjC2AgMvNjHmAgMvNjIWAwMvNjNGAwMvNjR2AwMvNjWmAwMvNjbVAwIvNjcEBAMvNjg0BAMvNjlkBAMvNz
      CUBAMvNzHEBAMvNzL0BAMvNzMkBQMvNzRUBQMvNzWEBQMvNza0BQMfN5sOBC83OMoOBB85RAYDLzgwcwYCLzgxogYD
      HziEDwQvODMCBwMvODQxBwIvODVgBwMvODaQBwMvODfABwMvODjwBwMvODkgCAMvOTBQCAMvOTF/CAIvOTKtCAIvOT
      PaCAE/MTk0phECLzk1LgADHzZcAAMfN4oAAx84uQAED+kAAz8yMDAZAQI/MjAxSQECPzIwMnkBAj8yMDOpAQIvMjDY
      AQI/MjA1BwICPzIwNjcCAj8yMDdnAgI/MjA4lgIBLzIwxQIDPzIxMPUCAj8yMTElAwI/MjEyVQMCPzIxM8IRAy8xNM
      MRBB81xBEDLzE2xREDLzE3xhEDLzE4xxEDHzGlBAM/MjIwyREDLzIxyhEDLzIyyxECLzIzYwUCLzIykwUDPzIyNcMF
      Aj8yMjbzBQI/MjI3IwYCPzIyOFMGAi8yMoMGAz8yMzCzBgI/MjMx4wYCPzIzMhMHAj8yMzNDBwIvMjNzBwM/MjM1ow
      cCPzIzNtMHAj8yMzcCCAE/MjM4MQgCLzIzYQgDPzI0MJEIAj8yNDHBCAI/MjQy8QgCPzI0MxgABB80SAAEHzV4AAQf
      NqgABB832AADLzQ4BwECLzQ5NgEDLzUwZgEDLzUxlgEDLzUyxgEDLzUz9gEDLzU0JgIDLzU1VgIDLzU2hgIDLzU3tg
      IDLzU45gIDLzU5FgMDLzYwRgMDLzYxdgMDLzYypgMDLzYz1QMCLzY0BAQDLzY1NAQDLzY2LBYEHzeUBAMvNjjEBAMv
      Njn0BAMvNzAkBQMvNzFUBQMvNzKEBQMvNzO0BQMvNzTkBQMvNzUUBgMvNzZEBgMvNzdzBgIvNziiBgMvNznSBgMvOD
      ACBwMvODExBwIvODJgBwMvODOQBwMvODTABwMvODXwBwMvODYgCAMvODdQCAI/Mjg4fwgBLzI4thECPzI5MIMaAi85
      MQkJAT8yOTIuAAMfM1wAAw+XEgI/Mjk1uQADHznpAAQvOTcZAQMvOThJAQMfOYETAz8zMDCpAQIvMzDYAQI/MzAyBw
      ICPzMwMzcCAi8zMGoUAz8zMDWWAgEvMzDFAgM/MzA39QICPzMwOCUDAi8zMFMVAz8zMTCFAwIvMzG1AwM/MzEy5QMC
      PzMxMxUEAi8zMT4WAz8zMTV1BAIvMzGlBAM/MzE31QQCPzMxOAUFAi8zMSgXAj8zMjDVGgMfMpMFAz8zMjLXGgQfM9
      gaAx8yEhgDPzMyNdoaAx8ygwYDPzMyN9waAy8yON0aAx8y/RgDPzMzMEMHAi8zM3MHAz8zMzKjBwI/MzMz0wcCLzMz
      5xkCPzMzNTEIAi8zM2EIAz8zMzeRCAI/MzM4wQgCLzMz0RoDPzM0MBgABA9RCQM/MzQyeAADLzQzqAADD7wbBD8zND
      UHAQIvNDY2AQMvNDdmAQMvNDiWAQMvNDnGAQMvNTD2AQMvNTEmAgMvNTJWAgMvNTOGAgMfNZAdBR815gIDLzU2FgMD
      LzU3RgMDLzU4dgMDHzV7HgQvNjDVAwIvNjEEBAMvNjI0BAMvNjNkBAMvNjSUBAMvNjXEBAMvNjb0BAMvNjckBQMvNj
      hUBQMvNjmEBQMvNzC0BQMvNzHkBQMvNzIUBgMvNzNEBgMvNzRzBgIvNzWiBgMvNzbSBgMvNzcCBwMvNzgxBwIvNzlg
      BwMvODCQBwMfOMkQAz8zODLwBwI/MzgzIAgCLzM4ByMDPzM4NX8IAS8zOLYRAj8zODfbCAE/Mzg4CQkBPzM4OS4AAi
      85MFwAAg+cEgM/MzkyuQADHznpAAQvOTQZAQMvOTVJAQMvOTZ5AQMvOTepAQMfOdgBAwlQCVB0IDI0CgAAAAA4UBkc
      """;

  private static byte[] plain() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 400; i++) {
      text.append("line ").append(i).append(" of the text ").append(i * i % 97).append('\n');
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] bytes(String base64) {
    return Base64.getMimeDecoder().decode(base64);
  }

  @Test
  void zstandardIsUnpacked() throws IOException {
    assertThat(new ZstdInput(new ByteArrayInputStream(bytes(ZSTD))).readAllBytes())
        .isEqualTo(plain());
  }

  @Test
  void lz4IsUnpacked() throws IOException {
    assertThat(new Lz4Input(new ByteArrayInputStream(bytes(LZ4))).readAllBytes())
        .isEqualTo(plain());
  }

  @Test
  void framesOneBehindTheOtherAreOneFile() throws IOException {
    byte[] frame = bytes(ZSTD);
    byte[] two = Arrays.copyOf(frame, frame.length * 2);
    System.arraycopy(frame, 0, two, frame.length, frame.length);
    assertThat(new ZstdInput(new ByteArrayInputStream(two)).readAllBytes())
        .hasSize(plain().length * 2);
  }

  @Test
  void brokenBytesEndInAnIoExceptionAndNothingElse() {
    long seed = Long.getLong("seed", System.nanoTime());
    Random random = new Random(seed);
    for (int round = 0; round < 3000; round++) {
      boolean zstd = round % 2 == 0;
      byte[] broken = bytes(zstd ? ZSTD : LZ4);
      for (int i = 0; i < 3; i++) {
        broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
      }
      InputStream packed =
          new ByteArrayInputStream(Arrays.copyOf(broken, 1 + random.nextInt(broken.length)));
      read(zstd ? new ZstdInput(packed) : new Lz4Input(packed), "seed " + seed + ' ' + round);
    }
  }

  private static void read(InputStream in, String what) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 12];
    try {
      int got;
      while ((got = in.read(buffer)) >= 0 && out.size() < 1 << 24) {
        out.write(buffer, 0, got);
      }
    } catch (IOException e) {
      assertThat(out.size()).as(what).isLessThan(1 << 24);
    } catch (RuntimeException e) {
      throw new AssertionError(what, e);
    }
  }
}
