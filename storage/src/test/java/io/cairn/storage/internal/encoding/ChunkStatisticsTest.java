package io.cairn.storage.internal.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.storage.internal.io.ByteReader;
import io.cairn.storage.internal.io.ByteWriter;
import io.cairn.storage.predicate.Constant;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Statistics against the values themselves. */
class ChunkStatisticsTest {
  private static final long SEED = Long.getLong("cairn.seed", 42);
  private static final int ROUNDS = Integer.getInteger("cairn.rounds", 1000);
  private final Random random = new Random(SEED);
  private final RandomColumn columns = new RandomColumn(random);

  @Test
  void describeTheValues() {
    for (int round = 0; round < ROUNDS; round++) {
      ColumnType type = columns.type();
      List<@Nullable Object> values = columns.values(type, columns.count());
      check(type, values, statistics(type, values), "round " + round);
    }
  }

  @Test
  void mergeToWhatDescribesAllRows() {
    for (int round = 0; round < ROUNDS; round++) {
      ColumnType type = columns.type();
      List<@Nullable Object> all = new ArrayList<>(columns.values(type, 1 + random.nextInt(50)));
      ChunkStatistics merged = statistics(type, all);
      for (int i = random.nextInt(3); i > 0; i--) {
        List<@Nullable Object> more = columns.values(type, 1 + random.nextInt(50));
        merged = merged.merge(statistics(type, more));
        all.addAll(more);
      }
      check(type, all, merged, "round " + round);
    }
  }

  @Test
  void comeBackFromBytes() {
    for (int round = 0; round < ROUNDS; round++) {
      ColumnType type = columns.type();
      ChunkStatistics statistics = statistics(type, columns.values(type, columns.count()));
      ByteWriter out = new ByteWriter();
      statistics.writeTo(out);
      ByteReader in = new ByteReader(out.toByteArray(), "statistics");
      assertThat(ChunkStatistics.readFrom(in, type))
          .describedAs("seed %d, %s", SEED, type)
          .isEqualTo(statistics);
      in.expectEnd();
    }
  }

  @Test
  void boundLongTextsByPrefixes() {
    ChunkStatistics statistics =
        statistics(ColumnType.VARCHAR, List.of("aaaaaaaaaaaaaaaabbb", "zzzzzzzzzzzzzzzz\u00ffa"));
    assertThat(statistics.min()).isEqualTo(text("aaaaaaaaaaaaaaaa"));
    assertThat(statistics.max()).isEqualTo(text("zzzzzzzzzzzzzzz{"));
    assertThat(statistics.isMinCut()).isTrue();
    assertThat(statistics.isMaxCut()).isTrue();
    ChunkStatistics highest = statistics(ColumnType.VARBINARY, List.of("\u00ff".repeat(17)));
    assertThat(highest.max()).isNull();
    assertThat(highest.isMaxCut()).isTrue();
  }

  private static Constant text(String text) {
    return new Constant.Text(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void sumIntegersBeyond64Bits() {
    ChunkStatistics signed =
        statistics(ColumnType.INT64, List.of(Long.MAX_VALUE, Long.MAX_VALUE, 1L));
    assertThat(signed.sum())
        .isEqualTo(new Constant.Huge(BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE)));
    ChunkStatistics unsigned = statistics(ColumnType.UINT64, List.of(-1L, -1L));
    assertThat(unsigned.sum())
        .isEqualTo(new Constant.Huge(BigInteger.ONE.shiftLeft(65).subtract(BigInteger.TWO)));
  }

  private static ChunkStatistics statistics(ColumnType type, List<?> values) {
    return Values.encode(type, values, CodecChoice.LIGHT).statistics();
  }

  private void check(
      ColumnType type, List<@Nullable Object> values, ChunkStatistics found, String round) {
    String what = "seed " + SEED + ", " + round + ", " + type;
    List<Object> present = new ArrayList<>(values.stream().filter(Objects::nonNull).toList());
    boolean isReal = type.naturalLane() == Lane.DOUBLE;
    List<Constant> constants =
        present.stream().map(value -> OracleFilter.constant(type, value)).toList();
    List<Constant> numbers = constants.stream().filter(value -> !isNan(value)).toList();
    assertThat(found.rowCount()).describedAs(what).isEqualTo(values.size());
    assertThat(found.nullCount()).describedAs(what).isEqualTo(values.size() - present.size());
    assertThat(found.nanCount()).describedAs(what).isEqualTo(constants.size() - numbers.size());
    if (isReal) {
      assertThat(found.hasInfinities())
          .describedAs(what)
          .isEqualTo(
              numbers.stream().anyMatch(v -> Double.isInfinite(((Constant.Real) v).value())));
    }
    if (type instanceof ColumnType.Uuid) {
      assertThat(found.min()).isNull();
      return;
    }
    checkBounds(numbers, found, what);
    boolean ascending = numbers.size() == values.size();
    boolean strictly = ascending;
    for (int i = 1; i < values.size() && ascending; i++) {
      int order = Constant.compare(constants.get(i - 1), constants.get(i));
      ascending = order <= 0;
      strictly &= order < 0;
    }
    // Merged texts may be too long to see the order: no is always allowed then.
    if (type.naturalLane() == Lane.TEXT) {
      assertThat(!found.isAscending() || ascending).describedAs(what).isTrue();
      assertThat(!found.isStrictlyAscending() || (strictly && ascending))
          .describedAs(what)
          .isTrue();
    } else {
      assertThat(found.isAscending()).describedAs(what).isEqualTo(ascending);
      assertThat(found.isStrictlyAscending()).describedAs(what).isEqualTo(strictly && ascending);
    }
    if (type instanceof ColumnType.Int || type instanceof ColumnType.Decimal) {
      BigInteger sum = BigInteger.ZERO;
      for (Constant constant : constants) {
        sum = sum.add(integer(constant));
      }
      assertThat(found.sum())
          .describedAs(what)
          .isEqualTo(present.isEmpty() ? null : ChunkStatistics.exact(sum));
    }
    Set<Object> distinct = new HashSet<>(present);
    if (found.distinctCount() >= 0) {
      assertThat(found.distinctCount()).describedAs(what).isLessThanOrEqualTo(distinct.size());
    }
  }

  private static void checkBounds(List<Constant> numbers, ChunkStatistics found, String what) {
    if (numbers.isEmpty()) {
      assertThat(found.min()).describedAs(what).isNull();
      assertThat(found.max()).describedAs(what).isNull();
      return;
    }
    Constant least = numbers.stream().min(Constant::compare).orElseThrow();
    Constant most = numbers.stream().max(Constant::compare).orElseThrow();
    Constant min = Objects.requireNonNull(found.min());
    assertThat(Constant.compare(min, least)).describedAs(what).isLessThanOrEqualTo(0);
    assertThat(Constant.compare(min, least) == 0 || found.isMinCut()).describedAs(what).isTrue();
    if (found.max() == null) {
      assertThat(found.isMaxCut()).describedAs(what).isTrue();
    } else {
      assertThat(Constant.compare(found.max(), most)).describedAs(what).isGreaterThanOrEqualTo(0);
      assertThat(Constant.compare(found.max(), most) == 0 || found.isMaxCut())
          .describedAs(what)
          .isTrue();
    }
  }

  private static boolean isNan(Constant constant) {
    return constant instanceof Constant.Real real && Double.isNaN(real.value());
  }

  private static BigInteger integer(Constant constant) {
    return constant instanceof Constant.Whole whole
        ? BigInteger.valueOf(whole.value())
        : ((Constant.Huge) constant).value();
  }
}
