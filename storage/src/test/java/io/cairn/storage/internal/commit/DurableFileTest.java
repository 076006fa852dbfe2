package io.cairn.storage.internal.commit;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.storage.internal.format.ExtentKind;
import io.cairn.storage.internal.format.Ref;
import io.cairn.storage.internal.io.ChannelStoreFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableFileTest {
  private static final CommitOptions FULL = CommitOptions.of(Durability.FULL);

  @TempDir Path directory;

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static CheckpointWriter root(String text) {
    return out -> out.writeExtent(ExtentKind.ROOT, 0, text(text), 0, text(text).length);
  }

  @Test
  void givesBackWhatWasCommittedBeforeACrash() {
    Path path = directory.resolve("a.cairn");
    DurableFile file = DurableFile.create(ChannelStoreFile.create(path), FULL, root("empty"));
    byte[] rows = new byte[100_000];
    Ref extent = file.writeExtent(ExtentKind.ROW_GROUP, 7, rows, 0, rows.length);
    long lsn = file.append(1, text("one"), List.of(extent), List.of());
    file.awaitDurable(lsn);
    assertThat(file.durableLsn()).isEqualTo(lsn);
    file.abandon();

    DurableFile again = DurableFile.open(ChannelStoreFile.open(path, false), FULL);
    assertThat(again.wasClean()).isFalse();
    assertThat(again.readExtent(again.root(), "the root")).isEqualTo(text("empty"));
    assertThat(again.replay())
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.payload()).isEqualTo(text("one"));
              assertThat(each.allocated()).containsExactly(extent);
            });
    assertThat(again.readExtent(extent, "rows")).isEqualTo(rows);
    assertThat(again.hasRoomFor(3, 0, 0)).isFalse();
    again.checkpoint(1, root("one"));
    assertThat(again.hasRoomFor(3, 0, 0)).isTrue();
    again.append(2, text("two"), List.of(), List.of(extent));
    again.close(2, root("two"));

    DurableFile third = DurableFile.open(ChannelStoreFile.open(path, false), FULL);
    assertThat(third.wasClean()).isTrue();
    assertThat(third.replay()).isEmpty();
    assertThat(third.readExtent(third.root(), "the root")).isEqualTo(text("two"));
    assertThat(third.hasRoomFor(3, 0, 0)).isTrue();
    third.abandon();
  }
}
