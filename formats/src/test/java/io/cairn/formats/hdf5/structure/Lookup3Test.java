package io.cairn.formats.hdf5.structure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class Lookup3Test {
  @Test
  void hashesAsItsAuthorSays() {
    byte[] text = "Four score and seven years ago".getBytes(StandardCharsets.US_ASCII);
    assertThat(Lookup3.hash(text, 0, text.length)).isEqualTo(0x17770551);
    assertThat(Lookup3.hash(text, 0, 0)).isEqualTo(0xdeadbeef);
  }
}
