package io.cairn.storage.internal.commit;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.storage.internal.format.ExtentKind;
import io.cairn.storage.internal.io.SimulatedStoreFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The dump in {@code docs/format.md}, "The smallest store", is what is written. */
class SmallestStoreTest {
  private static final UUID STORE = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
  private static final Path DOCUMENT = Path.of("..", "docs", "format.md");

  @Test
  void isTheOneOfTheDocument() throws IOException {
    SimulatedStoreFile file = new SimulatedStoreFile();
    DurableFile store =
        DurableFile.create(
            file,
            CommitOptions.of(Durability.FULL),
            out -> out.writeExtent(ExtentKind.ROOT, 0, new byte[0], 0, 0),
            STORE,
            Protocol.ALL);
    store.awaitDurable(store.append(1, new byte[] {1, 2, 3}, List.of(), List.of()));
    String document = Files.readString(DOCUMENT);
    int section = document.indexOf("## The smallest store");
    List<String> expected =
        document
            .substring(section)
            .lines()
            .filter(line -> line.startsWith("    0x"))
            .map(String::strip)
            .toList();
    assertThat(dump(file)).isEqualTo(expected);
  }

  /** Sixteen bytes a line, without the lines that are zero. */
  private static List<String> dump(SimulatedStoreFile file) {
    List<String> lines = new ArrayList<>();
    byte[] line = new byte[16];
    byte[] zeros = new byte[16];
    for (long at = 0; at < file.size(); at += 16) {
      int length = (int) Math.min(16, file.size() - at);
      file.read(at, line, 0, length);
      if (!Arrays.equals(line, zeros)) {
        lines.add(
            String.format("0x%05X  ", at) + HexFormat.ofDelimiter(" ").formatHex(line, 0, length));
      }
    }
    return lines;
  }
}
