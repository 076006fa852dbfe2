package io.cairn.formats.hdf5;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.formats.ForeignFiles;
import io.cairn.storage.BatchReader;
import io.cairn.storage.Cancellation;
import io.cairn.storage.Node;
import io.cairn.storage.Relation;
import io.cairn.storage.ScanContext;
import io.cairn.storage.ScanMetrics;
import io.cairn.storage.ScanRequest;
import io.cairn.storage.Source;
import io.cairn.storage.Split;
import io.cairn.storage.error.StorageException;
import io.cairn.storage.predicate.Predicate;
import io.cairn.storage.vector.Batch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged files: whatever the bytes, the reader ends soon, and with nothing but its own error. */
final class DamageTest {
  private static final int VARIATIONS = 2000;

  /** Batches of a variation that are read: a damaged extent may promise any number of rows. */
  private static final int MAX_BATCHES = 2000;

  private static final long SEED = Long.getLong("cairn.seed", 20_260_101L);

  @TempDir private Path directory;

  private int opened;
  private int refused;

  @Test
  void survivesFlippedAndMissingBytes() throws IOException {
    System.out.println("damage: seed " + SEED);
    List<byte[]> originals = new ArrayList<>();
    for (Path file : Fixtures.all()) {
      originals.add(Files.readAllBytes(file));
    }
    Random random = new Random(SEED);
    Path file = directory.resolve("damaged.h5");
    for (int i = 0; i < VARIATIONS; i++) {
      byte[] damaged = damage(originals.get(i % originals.size()), random);
      Files.write(file, damaged);
      try {
        readAll(file);
      } catch (RuntimeException | Error unexpected) {
        throw new AssertionError("variation " + i + " of seed " + SEED, unexpected);
      }
    }
    System.out.println("damage: " + VARIATIONS + " files, " + refused + " refused at once");
    assertThat(opened).isGreaterThan(VARIATIONS / 4);
  }

  private static byte[] damage(byte[] original, Random random) {
    byte[] bytes = original.clone();
    int kind = random.nextInt(10);
    if (kind == 0) {
      return Arrays.copyOf(bytes, random.nextInt(bytes.length));
    }
    int flips = 1 + random.nextInt(kind < 5 ? 2 : 60);
    for (int k = 0; k < flips; k++) {
      int at = random.nextInt(kind == 1 ? Math.min(bytes.length, 2048) : bytes.length);
      bytes[at] =
          switch (random.nextInt(4)) {
            case 0 -> (byte) random.nextInt();
            case 1 -> (byte) (bytes[at] ^ 1 << random.nextInt(8));
            case 2 -> (byte) 0xff;
            default -> 0;
          };
    }
    return bytes;
  }

  private void readAll(Path file) {
    Source source;
    try {
      source = ForeignFiles.open(file);
    } catch (StorageException expected) {
      refused++;
      assertThat(expected.getMessage()).isNotBlank();
      return;
    }
    opened++;
    // Nodes never throw: each says by itself what is wrong with it.
    int[] left = {MAX_BATCHES};
    read(source.snapshot().root(), left, 0);
    source.close();
  }

  private void read(Node node, int[] left, int depth) {
    assertThat(depth).isLessThan(300);
    node.attributes();
    node.comment();
    node.shape();
    node.type();
    node.storageBytes();
    Relation relation = node.relation();
    if (relation != null) {
      readRelation(relation, left);
    } else if (node.children().isEmpty()) {
      node.unsupportedReason();
    }
    for (Node child : node.children()) {
      if (left[0]-- > 0) {
        read(child, left, depth + 1);
      }
    }
  }

  private static void readRelation(Relation relation, int[] left) {
    List<Integer> all = IntStream.range(0, relation.schema().size()).boxed().toList();
    int[] checks = {20_000};
    Cancellation limit =
        () -> {
          if (--checks[0] < 0) {
            throw new StorageException(StorageException.Kind.CANCELLED, "enough");
          }
        };
    try {
      if (relation.scan(new ScanRequest(all, Predicate.all())).chunkTotal() < 10_000) {
        relation.chunks();
      }
      for (Split split : relation.scan(new ScanRequest(all, Predicate.all())).splits()) {
        split.rowCount();
        try (BatchReader reader = split.open(new ScanContext(limit, new ScanMetrics(all.size())))) {
          for (Batch batch = reader.next(); batch != null; batch = reader.next()) {
            for (int k : all) {
              batch.column(k);
            }
            if (left[0]-- < 0) {
              return;
            }
          }
        }
      }
    } catch (StorageException expected) {
      assertThat(expected.getMessage()).isNotBlank();
    }
  }
}
