package dev.backdraft.analysis.recording;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names that differ from run to run have one normal form. */
final class MethodNamesTest {
  @ParameterizedTest
  @CsvSource({
    "com.shop.Cart, com.shop.Cart",
    "com.shop.Cart$$Lambda$24/0x0000000800c03000, com.shop.Cart$$Lambda",
    "com.shop.Cart$$Lambda+0x00007f0a1c0bb438.1234, com.shop.Cart$$Lambda",
    "com.shop.Cart$$Lambda.0x000000003a20d010, com.shop.Cart$$Lambda",
    "java.lang.invoke.LambdaForm$MH.0x0000000800c8, java.lang.invoke.LambdaForm$MH",
    "java.lang.invoke.LambdaForm$DMH+0x1f.0x2f, java.lang.invoke.LambdaForm$DMH",
    "jdk.internal.reflect.GeneratedMethodAccessor17, jdk.internal.reflect.GeneratedMethodAccessor",
    "jdk.proxy2.$Proxy31, jdk.proxy.$Proxy",
    "com.sun.proxy.$Proxy5, com.sun.proxy.$Proxy",
    "com.shop.Cart$$EnhancerBySpringCGLIB$$4f2a9c, com.shop.Cart$$EnhancerBySpringCGLIB",
    "com.shop.Cart$$SpringCGLIB$$0, com.shop.Cart$$SpringCGLIB",
    "com.shop.Box0x10, com.shop.Box0x10",
    "byte[], byte[]"
  })
  void aNameHasItsNormalForm(String name, String normal) {
    assertThat(MethodNames.normal(name)).isEqualTo(normal);
    assertThat(MethodNames.normal(normal)).isEqualTo(normal);
  }

  @Test
  void aNativeLibraryIsItsOwnPackage() {
    for (String library : new String[] {"libc.so.6", "libjvm.so", "libz.1.dylib", "ntdll.dll"}) {
      assertThat(MethodNames.packageOf(library)).isEqualTo(library);
    }
    assertThat(MethodNames.packageOf("com.so.Cart")).isEqualTo("com.so");
    assertThat(MethodNames.packageOf("com.social.Cart")).isEqualTo("com.social");
  }
}
