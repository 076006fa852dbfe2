package io.cairn.storage.internal.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.storage.internal.io.ByteReader;
import io.cairn.storage.internal.io.ByteWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The bytes are those of {@code docs/format.md}, and everything that is written is read again. */
class FileStructuresTest {
  private static final long SEED = Long.getLong("cairn.seed", 42);
  private static final UUID STORE = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
  private static final StoreChecksum CHECKSUM = new StoreChecksum(STORE);
  private static final Ref ROOT = new Ref(6, 40, 0x11223344, ExtentKind.ROOT, 0x0102030405L);
  private static final Ref FREE_MAP = new Ref(8, 56, 0x55667788, ExtentKind.FREE_MAP, 7);

  private static String hex(byte[] bytes, int from, int to) {
    return HexFormat.of().formatHex(bytes, from, to);
  }

  private static String hexOf(Ref ref) {
    ByteWriter out = new ByteWriter();
    ref.writeTo(out);
    return hex(out.array(), 0, out.size());
  }

  @Test
  void writesARefInTwentyFourBytes() {
    assertThat(hexOf(ROOT))
        .isEqualTo("0600000000" + "2800000000" + "44332211" + "01" + "05040302010000" + "0000");
  }

  @Test
  void writesASuperblockAsTheDocumentSays() {
    Superblock superblock =
        new Superblock(STORE, 3, 5, ROOT, FREE_MAP, new PageRun(9, 16), 4, 25, true, 0);
    byte[] page = superblock.toBytes();
    assertThat(page).hasSize(4096);
    assertThat(hex(page, 0, 16)).isEqualTo("434149524e0d0a1a0a00" + "0100" + "0000" + "0100");
    assertThat(hex(page, 16, 32)).isEqualTo("00112233445566778899aabbccddeeff");
    assertThat(hex(page, 32, 48)).isEqualTo("0300000000000000" + "0500000000000000");
    assertThat(hex(page, 48, 72)).isEqualTo(hexOf(ROOT));
    assertThat(hex(page, 72, 96)).isEqualTo(hexOf(FREE_MAP));
    assertThat(hex(page, 96, 112)).isEqualTo("0900000000000000" + "1000000000000000");
    assertThat(hex(page, 112, 128)).isEqualTo("0400000000000000" + "1900000000000000");
    assertThat(hex(page, 128, 133)).isEqualTo("436169726e");
    assertThat(hex(page, 160, 184)).isEqualTo("00".repeat(16) + "0100000000000000");
    assertThat(hex(page, 184, 4088)).isEqualTo("00".repeat(4088 - 184));
    assertThat(Superblock.isWhole(page)).isTrue();
    assertThat(Superblock.readFrom(page, "a superblock")).isEqualTo(superblock);
    for (int bit = 0; bit < page.length * 8; bit++) {
      page[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThat(Superblock.isWhole(page)).isFalse();
      page[bit / 8] ^= (byte) (1 << (bit % 8));
    }
  }

  @Test
  void writesAnExtentHeaderWhoseChecksumKnowsItsPlace() {
    byte[] payload = {1, 2, 3};
    byte[] header = ExtentHeader.encode(CHECKSUM, 9, ExtentKind.ROW_GROUP, 5, 8, payload, 0, 3);
    assertThat(hex(header, 0, 28))
        .isEqualTo(
            "43585431"
                + "04"
                + "00"
                + "0000"
                + "0500000000000000"
                + "0800000000000000"
                + "03000000");
    byte[] elsewhere = ExtentHeader.encode(CHECKSUM, 10, ExtentKind.ROW_GROUP, 5, 8, payload, 0, 3);
    assertThat(hex(elsewhere, 28, 32)).isNotEqualTo(hex(header, 28, 32));
    ExtentHeader read = ExtentHeader.readFrom(new ByteReader(header, "an extent"));
    assertThat(read).isEqualTo(new ExtentHeader(4, 0, 5, 8, 3, read.crc()));
    assertThat(read.crc()).isEqualTo(ExtentHeader.checksum(CHECKSUM, 9, header, payload, 0, 3));
  }

  @Test
  void readsEveryLogRecordThatItWrote() {
    Random random = new Random(SEED);
    LogRecordCodec codec = new LogRecordCodec(CHECKSUM, 9);
    byte[] segment = new byte[1 << 20];
    List<LogRecord> written = new ArrayList<>();
    int end = 0;
    for (int lsn = 1; lsn <= 300; lsn++) {
      List<Ref> allocated = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        allocated.add(
            new Ref(
                6 + random.nextInt(1000),
                32 + random.nextInt(9999),
                random.nextInt(),
                ExtentKind.ROW_GROUP,
                lsn));
      }
      List<PageRun> freed = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        freed.add(new PageRun(6 + random.nextInt(1000), 1 + random.nextInt(9)));
      }
      byte[] payload = new byte[random.nextInt(100)];
      random.nextBytes(payload);
      LogRecord next =
          new LogRecord(lsn, lsn * 2L, lsn - 1, random.nextBoolean(), allocated, freed, payload);
      byte[] bytes = codec.toBytes(next);
      assertThat(bytes.length)
          .isEqualTo(
              (int) LogRecordCodec.lengthBytes(payload.length, allocated.size(), freed.size()));
      System.arraycopy(bytes, 0, segment, end, bytes.length);
      end += bytes.length;
      written.add(next);
    }
    int position = 0;
    for (LogRecord each : written) {
      assertThat(new LogRecordCodec(CHECKSUM, 8).wholeLength(segment, position, each.lsn()))
          .isZero();
      assertThat(codec.wholeLength(segment, position, each.lsn() + 1)).isZero();
      int length = codec.wholeLength(segment, position, each.lsn());
      assertThat(length).as("seed " + SEED).isPositive();
      LogRecord read =
          codec.readFrom(new ByteReader(segment, position, position + length, "the log"));
      assertThat(read).usingRecursiveComparison().isEqualTo(each);
      position += length;
    }
    assertThat(codec.newestDurableLsn(segment, 8, 100)).isEqualTo(299);
    assertThat(codec.newestDurableLsn(segment, position, 300)).isEqualTo(-1);
    assertThat(codec.newestDurableLsn(segment, 0, 300)).isEqualTo(-1);
  }

  @Test
  void writesALogRecordAsTheDocumentSays() {
    LogRecord log =
        new LogRecord(2, 3, 1, true, List.of(ROOT), List.of(new PageRun(7, 1)), new byte[] {9});
    byte[] bytes = new LogRecordCodec(CHECKSUM, 1).toBytes(log);
    assertThat(bytes).hasSize(104);
    assertThat(hex(bytes, 8, 56))
        .isEqualTo(
            "68000000"
                + "01000000"
                + "0200000000000000"
                + "0300000000000000"
                + "0100000000000000"
                + "0100"
                + "0000"
                + "01000000"
                + "01000000"
                + "00000000");
    assertThat(hex(bytes, 56, 80)).isEqualTo(hexOf(ROOT));
    assertThat(hex(bytes, 80, 104))
        .isEqualTo("0700000000000000" + "0100000000000000" + "0900000000000000");
  }

  @Test
  void readsAWatermarkOnlyWhole() {
    byte[] bytes = new Watermark(4, 17).toBytes(CHECKSUM);
    assertThat(hex(bytes, 0, 24))
        .isEqualTo("43574d31" + "00000000" + "0400000000000000" + "1100000000000000");
    assertThat(Watermark.readFrom(bytes, CHECKSUM)).isEqualTo(new Watermark(4, 17));
    for (int i = 0; i < 28; i++) {
      byte[] damaged = bytes.clone();
      damaged[i] ^= 4;
      assertThat(Watermark.readFrom(damaged, CHECKSUM)).isNull();
    }
    assertThat(Watermark.readFrom(bytes, new StoreChecksum(new UUID(1, 1)))).isNull();
  }

  @Test
  void readsAFreeMapAndRefusesRunsThatOverlap() {
    List<PageRun> runs = List.of(new PageRun(6, 2), new PageRun(9, 1));
    byte[] bytes = FreeMap.toBytes(runs);
    assertThat(FreeMap.readFrom(new ByteReader(bytes, "the free map"), 10)).isEqualTo(runs);
    for (List<PageRun> wrong :
        List.of(
            List.of(new PageRun(6, 4), new PageRun(9, 1)),
            List.of(new PageRun(9, 1), new PageRun(6, 2)),
            List.of(new PageRun(5, 1)),
            List.of(new PageRun(6, 0)),
            List.of(new PageRun(9, 2)),
            List.of(new PageRun(9, Long.MAX_VALUE)))) {
      assertThatThrownBy(
              () -> FreeMap.readFrom(new ByteReader(FreeMap.toBytes(wrong), "the free map"), 10))
          .hasMessageContaining("Cannot read the free map: run");
    }
    bytes[6] = 1;
    assertThatThrownBy(() -> FreeMap.readFrom(new ByteReader(bytes, "the free map"), 10))
        .hasMessageContaining("runs in 32 bytes");
  }

  @Test
  void keepsTheCodesOfExtentKinds() {
    Map<ExtentKind, Integer> codes = new EnumMap<>(ExtentKind.class);
    for (ExtentKind kind : ExtentKind.values()) {
      codes.put(kind, kind.code());
      assertThat(ExtentKind.ofCode(kind.code())).isEqualTo(kind);
    }
    assertThat(codes.toString())
        .isEqualTo(
            "{ROOT=1, CATALOG=2, DIRECTORY=3, ROW_GROUP=4, OVERFLOW=5, FREE_MAP=6, DELETIONS=8,"
                + " INDEX_RUN=9, ARRAY_CHUNK=10, FILE_CONTENT=11}");
    assertThat(ExtentKind.ofCode(0)).isNull();
    assertThat(Arrays.asList(ExtentKind.values())).doesNotHaveDuplicates();
  }
}
