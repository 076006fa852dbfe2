package io.cairn.storage.internal.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.management.ThreadMXBean;
import io.cairn.storage.error.StorageException;
import io.cairn.storage.internal.io.ByteWriter;
import io.cairn.storage.predicate.Predicate;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.vector.Batch;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Bytes that no encoder wrote are refused, or decode to something, and take little memory. */
class HostileChunkTest {
  private static final long SEED = Long.getLong("cairn.seed", 42);
  private static final int ROUNDS = Integer.getInteger("cairn.rounds", 400);
  private final Random random = new Random(SEED);
  private final RandomColumn columns = new RandomColumn(random);

  @Test
  void refusesOrDecodesFlippedBytes() {
    int refused = 0;
    for (int round = 0; round < ROUNDS; round++) {
      ColumnType type = columns.type();
      int count = 1 + random.nextInt(random.nextBoolean() ? 50 : 5000);
      EncodedChunk encoded = Values.encode(type, columns.values(type, count), codec());
      for (int i = 0; i < 40; i++) {
        byte[] bytes = Arrays.copyOf(encoded.bytes(), encoded.length());
        // Most of the damage goes to the heads, where lengths and counts are.
        int reach = random.nextBoolean() ? Math.min(40, bytes.length) : bytes.length;
        for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
          bytes[random.nextInt(reach)] = (byte) random.nextInt();
        }
        refused += isRefused(type, bytes, count, "round " + round + ", " + encoded.encodingName());
      }
    }
    assertThat(refused).describedAs("seed %d", SEED).isGreaterThan(ROUNDS);
  }

  @Test
  void refusesEveryTruncation() {
    for (int round = 0; round < ROUNDS / 4; round++) {
      ColumnType type = columns.type();
      int count = 1 + random.nextInt(200);
      EncodedChunk encoded = Values.encode(type, columns.values(type, count), codec());
      for (int i = 0; i < 60; i++) {
        int length = i < 30 ? Math.min(i, encoded.length() - 1) : random.nextInt(encoded.length());
        byte[] bytes = Arrays.copyOf(encoded.bytes(), length);
        assertThat(isRefused(type, bytes, count, "length " + length + " of " + encoded.length()))
            .describedAs("seed %d, round %d, %s", SEED, round, encoded.encodingName())
            .isEqualTo(1);
      }
      byte[] longer = Arrays.copyOf(encoded.bytes(), encoded.length() + 1);
      assertThat(isRefused(type, longer, count, "one byte more")).isEqualTo(1);
    }
  }

  @Test
  void refusesAnotherCountOfRows() {
    for (int round = 0; round < ROUNDS; round++) {
      ColumnType type = columns.type();
      int count = 1 + random.nextInt(3000);
      EncodedChunk encoded = Values.encode(type, columns.values(type, count), codec());
      byte[] bytes = Arrays.copyOf(encoded.bytes(), encoded.length());
      assertThat(isRefused(type, bytes, count + 1, "one row more")).isEqualTo(1);
    }
  }

  @Test
  void refusesOrDecodesRandomBytes() {
    for (int round = 0; round < 100 * ROUNDS; round++) {
      ColumnType type = columns.type();
      int count = 1 + random.nextInt(3000);
      ByteWriter out = new ByteWriter();
      out.writeByte(1 + random.nextInt(10));
      out.writeByte(random.nextInt(4));
      out.writeVarint(count);
      byte[] rest = new byte[random.nextInt(200)];
      random.nextBytes(rest);
      for (int i = 0; i < rest.length && i < 8; i++) {
        rest[i] = (byte) random.nextInt(5);
      }
      out.writeBytes(rest);
      isRefused(type, out.toByteArray(), count, "round " + round);
    }
  }

  @Test
  void takesLittleMemoryForShortChunks() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    // A part that claims 64 MiB in 40 bytes, and a dictionary that claims more entries than rows.
    for (int claim : new int[] {1 << 20, 1 << 26, Integer.MAX_VALUE}) {
      ByteWriter out = new ByteWriter();
      out.writeByte(Encoding.RAW.code());
      out.writeByte(0);
      out.writeVarint(1);
      out.writeByte(1);
      out.writeByte(0);
      Integers.writeSigned(out, claim);
      out.writeVarint(0);
      out.writeByte(1);
      out.writeVarint(claim);
      out.writeVarint(40);
      out.writeBytes(new byte[40]);
      long before = threads.getCurrentThreadAllocatedBytes();
      assertThat(isRefused(ColumnType.VARCHAR, out.toByteArray(), 1, "claim " + claim))
          .isEqualTo(1);
      assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(4 << 20);
    }
  }

  @Test
  void namesWhatItDoesNotKnow() {
    byte[] unknown = {77, 0, 1};
    assertThat(catchThrowable(() -> open(ColumnType.INT32, unknown, 1)))
        .isInstanceOf(StorageException.class)
        .hasMessage(
            "Cannot read column c: this version knows no encoding with code 77. Read it with the"
                + " version of Cairn that wrote it.")
        .extracting(e -> ((StorageException) e).kind())
        .isEqualTo(StorageException.Kind.UNSUPPORTED);
    byte[] reserved = {9, 0, 1};
    assertThat(catchThrowable(() -> open(ColumnType.VARCHAR, reserved, 1)))
        .extracting(e -> ((StorageException) e).kind())
        .isEqualTo(StorageException.Kind.UNSUPPORTED);
    byte[] flag = {1, 8, 1};
    assertThat(catchThrowable(() -> open(ColumnType.INT32, flag, 1)))
        .extracting(e -> ((StorageException) e).kind())
        .isEqualTo(StorageException.Kind.UNSUPPORTED);
  }

  private CodecChoice codec() {
    return random.nextBoolean() ? CodecChoice.LIGHT : CodecChoice.DEFAULT;
  }

  private static Chunk open(ColumnType type, byte[] bytes, int count) {
    return Chunk.open(bytes, 0, bytes.length, type, count, "column c");
  }

  /** 1 if opening was refused in the proper way, 0 if everything could be decoded and filtered. */
  private int isRefused(ColumnType type, byte[] bytes, int count, String what) {
    try {
      Chunk chunk = open(type, bytes, count);
      ChunkDecoder decoder = chunk.decoder(type.naturalLane());
      List<@Nullable Object> decoded = Values.decode(chunk, type.naturalLane());
      int[] mask = new int[Batch.CAPACITY];
      int[] rows = {0};
      for (int batch = 0; batch < chunk.batchCount(); batch++) {
        decoder.decode(batch, rows, 1);
        chunk.statistics(batch);
        for (Object value : decoded.subList(0, 1)) {
          if (value != null && ColumnFilter.canApply(type, equal(type, value))) {
            ColumnFilter filter = ColumnFilter.of(type, List.of(equal(type, value)));
            decoder.reject(filter, batch, mask);
          }
        }
      }
      return 0;
    } catch (StorageException e) {
      assertThat(e.kind()).isIn(StorageException.Kind.CORRUPT, StorageException.Kind.UNSUPPORTED);
      return 1;
    } catch (RuntimeException e) {
      throw new AssertionError(what + ", seed " + SEED + ", " + type, e);
    }
  }

  private static Predicate equal(ColumnType type, Object value) {
    return new Predicate.Comparison(
        0, Predicate.Operator.EQUAL, OracleFilter.constant(type, value));
  }
}
