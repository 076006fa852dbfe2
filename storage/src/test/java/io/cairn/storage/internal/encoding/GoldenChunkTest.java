package io.cairn.storage.internal.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.storage.type.ColumnType;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The bytes that docs/format.md promises, one small chunk for each encoding and layout. What is
 * written may change with the choice of encodings; what is here must be read for ever.
 */
class GoldenChunkTest {
  private static final CodecChoice LIGHT = CodecChoice.LIGHT;

  @Test
  void pinsCodes() {
    assertThat(Arrays.stream(Encoding.values()).map(e -> e.name() + " " + e.code()))
        .containsExactly(
            "CONSTANT 1",
            "INTEGERS 2",
            "DICTIONARY 3",
            "NUMBER_DICTIONARY 4",
            "DECIMAL_SCALE 5",
            "BINARY_SCALE 6",
            "RAW 7",
            "FLOAT 8",
            "OVERFLOW 9",
            "SYMBOLS 10");
  }

  private static void check(
      ColumnType type, List<?> values, CodecChoice codec, String encodingName, String hex) {
    EncodedChunk encoded = Values.encode(type, values, codec);
    byte[] bytes = Arrays.copyOf(encoded.bytes(), encoded.length());
    String written = HexFormat.of().formatHex(bytes);
    String expected = hex.replace(" ", "");
    assertThat(encoded.encodingName() + " " + written).isEqualTo(encodingName + " " + expected);
    byte[] golden = HexFormat.of().parseHex(expected);
    Chunk chunk = Chunk.open(golden, 0, golden.length, type, values.size(), "golden");
    assertThat(Values.decode(chunk, type.naturalLane())).isEqualTo(values);
  }

  private static List<@Nullable Object> list(@Nullable Object... values) {
    return new ArrayList<>(Arrays.asList(values));
  }

  private static long bits(double value) {
    return Double.doubleToRawLongBits(value);
  }

  @Test
  void constant() {
    check(ColumnType.INT64, list(-3L, -3L, -3L), LIGHT, "constant", "01000305");
    check(ColumnType.FLOAT64, list(bits(1.5)), LIGHT, "constant", "010001000000000000f83f");
    check(ColumnType.VARCHAR, list("ab", "ab"), LIGHT, "constant", "010002026162");
    check(ColumnType.VARCHAR, list(null, null), LIGHT, "constant", "010402");
    check(ColumnType.INT32, list(7L, null), LIGHT, "constant", "010102020001020e");
    check(
        new ColumnType.Decimal(38, 0),
        list(BigInteger.ONE.shiftLeft(64)),
        LIGHT,
        "constant",
        "01000100000000000000000100000000000000");
  }

  @Test
  void integers() {
    check(
        ColumnType.INT64,
        list(100L, 103L, 101L, 107L),
        LIGHT,
        "for3",
        "0200040103c80107020002580e");
    check(
        ColumnType.UINT64,
        list(-1L, -5L, -3L),
        LIGHT,
        "for3",
        "0200030103f6ffffffffffffffff01040200028400");
    check(
        ColumnType.INT64,
        list(10L, 20L, 31L, 40L, 50L, 61L, 70L, 80L),
        LIGHT,
        "delta2",
        "0200080202121446000200022449");
    List<@Nullable Object> runs = list();
    for (int i = 0; i < 20; i++) {
      runs.add(i < 7 ? 1000L : 5L);
    }
    check(ColumnType.INT32, runs, LIGHT, "rle", "0200140302010a0ae307020003e3030001030e0602000130");
    List<@Nullable Object> outlier = list();
    for (int i = 0; i < 32; i++) {
      outlier.add(i == 9 ? 1L << 40 : (long) (i * 7 % 10));
    }
    check(
        ColumnType.INT64,
        outlier,
        LIGHT,
        "for4+outliers",
        "0202200104000902001070145892667014589236701458923670010100120000080000" + "000000010000");
  }

  @Test
  void dictionaries() {
    check(
        ColumnType.VARCHAR,
        list("north", "south", "north", "south", "north", "east", "north"),
        LIGHT,
        "dictionary+for2",
        "030007030101080102000106000e656173746e6f727468736f75746801020002020002" + "9911");
    List<@Nullable Object> numbers = list();
    for (int i = 0; i < 24; i++) {
      numbers.add(i * i % 3 == 0 ? 1L << 50 : -1L << 45);
    }
    check(
        ColumnType.INT64,
        numbers,
        LIGHT,
        "dictionary+for1",
        "0400180200100000000000e0ffff000000000000040001010001020003499224");
  }

  @Test
  void doubles() {
    List<@Nullable Object> binary = list();
    for (int i = 0; i < 16; i++) {
      binary.add(bits(i * 7 % 16 * 0.75 - 2.25));
    }
    check(
        ColumnType.FLOAT64,
        binary,
        LIGHT,
        "binary-scale+for6",
        "060010040106112d02000c40a53e64e20d582b9d4c686c");
    check(
        ColumnType.FLOAT64,
        list(bits(1.1), bits(2.22), bits(3.3)),
        LIGHT,
        "decimal-scale+delta3",
        "050003040203d801dc01dc01000200022000");
    List<@Nullable Object> special = list();
    for (int i = 0; i < 20; i++) {
      special.add(bits(i == 3 ? -0.0 : i * 7 % 5));
    }
    check(
        ColumnType.FLOAT64,
        special,
        LIGHT,
        "binary-scale+for3+outliers",
        "060214000103000402000810398819c40c6206010100060000080000000000000080");
    check(
        ColumnType.FLOAT64,
        list(bits(Math.PI * 1e200), bits(-1e-300)),
        LIGHT,
        "raw",
        "0700020010b5e1f4e5bd6a906959f3f8c21f6ea581");
    check(
        ColumnType.FLOAT32,
        list(bits(Float.MIN_VALUE), bits(Float.MAX_VALUE)),
        LIGHT,
        "float",
        "080002000801000000ffff7f7f");
  }

  @Test
  void rawValues() {
    check(
        ColumnType.VARBINARY,
        list("a", "", null, "\u00ff\u0000c"),
        LIGHT,
        "raw",
        "0701040200010401020003020001c1000461ff0063");
    check(
        new ColumnType.Decimal(38, 0),
        list(BigInteger.ONE.shiftLeft(64), BigInteger.ONE.negate()),
        LIGHT,
        "raw",
        "07000200100000000000000000ffffffffffffffff00100100000000000000ffffffff" + "ffffffff");
  }
}
