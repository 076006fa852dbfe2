package io.cairn.storage.predicate;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.storage.testing.RandomData;
import io.cairn.storage.testing.ReferenceFilter;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Schema;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PruningTest {
  @Test
  void neverContradictsTheRows() {
    long seed = Long.getLong("cairn.seed", 42);
    Random random = new Random(seed);
    Map<Match, Integer> decided = new EnumMap<>(Match.class);
    for (int run = 0; run < 20_000; run++) {
      RandomData data = new RandomData(random);
      Schema schema = data.schema(RandomData.COMPARABLE, 1 + random.nextInt(3));
      List<@Nullable Object[]> rows = new ArrayList<>();
      for (int i = random.nextInt(6); i > 0; i--) {
        rows.add(data.row(schema));
      }
      List<ColumnStatistics> statistics = new ArrayList<>();
      for (int column = 0; column < schema.size(); column++) {
        statistics.add(blurred(random, exact(schema, rows, column)));
      }
      Predicate predicate = data.predicate(schema, 3);
      Match match = predicate.match(statistics::get);
      long selected =
          rows.stream().filter(row -> ReferenceFilter.selects(predicate, schema, row)).count();
      decided.merge(match, 1, Integer::sum);
      String description = "seed %d run %d: %s over %s".formatted(seed, run, predicate, statistics);
      if (match == Match.NONE) {
        assertThat(selected).as(description).isZero();
      } else if (match == Match.ALL) {
        assertThat(selected).as(description).isEqualTo(rows.size());
      }
    }
    // A test that only ever sees SOME would prove nothing.
    assertThat(decided.values()).as("seed %d", seed).hasSize(3).allMatch(count -> count > 500);
  }

  @Test
  void decidesRangesThatExactStatisticsDecide() {
    ColumnStatistics column = ColumnStatistics.ofRange(10, 5, 8);
    assertThat(compare(column, Predicate.Operator.LESS, 5)).isEqualTo(Match.NONE);
    assertThat(compare(column, Predicate.Operator.LESS, 6)).isEqualTo(Match.SOME);
    assertThat(compare(column, Predicate.Operator.LESS, 9)).isEqualTo(Match.ALL);
    assertThat(compare(column, Predicate.Operator.LESS_OR_EQUAL, 4)).isEqualTo(Match.NONE);
    assertThat(compare(column, Predicate.Operator.LESS_OR_EQUAL, 8)).isEqualTo(Match.ALL);
    assertThat(compare(column, Predicate.Operator.GREATER, 8)).isEqualTo(Match.NONE);
    assertThat(compare(column, Predicate.Operator.GREATER, 4)).isEqualTo(Match.ALL);
    assertThat(compare(column, Predicate.Operator.GREATER_OR_EQUAL, 9)).isEqualTo(Match.NONE);
    assertThat(compare(column, Predicate.Operator.GREATER_OR_EQUAL, 5)).isEqualTo(Match.ALL);
    assertThat(compare(column, Predicate.Operator.EQUAL, 4)).isEqualTo(Match.NONE);
    assertThat(compare(column, Predicate.Operator.EQUAL, 5)).isEqualTo(Match.SOME);
    assertThat(compare(column, Predicate.Operator.NOT_EQUAL, 9)).isEqualTo(Match.ALL);
    assertThat(compare(ColumnStatistics.ofRange(3, 5, 5), Predicate.Operator.EQUAL, 5))
        .isEqualTo(Match.ALL);
    assertThat(compare(ColumnStatistics.ofRange(3, 5, 5), Predicate.Operator.NOT_EQUAL, 5))
        .isEqualTo(Match.NONE);
  }

  @Test
  void countsANanAboveEveryRange() {
    ColumnStatistics withNan =
        new ColumnStatistics(10, 0, 1, new Constant.Real(1), new Constant.Real(2), -1);
    assertThat(compare(withNan, Predicate.Operator.GREATER, 5.0)).isEqualTo(Match.SOME);
    assertThat(compare(withNan, Predicate.Operator.LESS, 5.0)).isEqualTo(Match.SOME);
    assertThat(compare(withNan, Predicate.Operator.GREATER, 0.5)).isEqualTo(Match.ALL);
    assertThat(compare(withNan, Predicate.Operator.EQUAL, Double.NaN)).isEqualTo(Match.SOME);
    ColumnStatistics without =
        new ColumnStatistics(10, 0, 0, new Constant.Real(1), new Constant.Real(2), -1);
    assertThat(compare(without, Predicate.Operator.EQUAL, Double.NaN)).isEqualTo(Match.NONE);
    assertThat(compare(without, Predicate.Operator.LESS, Double.NaN)).isEqualTo(Match.ALL);
  }

  @Test
  void leavesParametersOpen() {
    Predicate predicate =
        new Predicate.Comparison(0, Predicate.Operator.LESS, new Constant.Parameter(0));
    assertThat(predicate.match(column -> ColumnStatistics.ofRange(10, 5, 8))).isEqualTo(Match.SOME);
  }

  private static Match compare(ColumnStatistics column, Predicate.Operator operator, long value) {
    return new Predicate.Comparison(0, operator, new Constant.Whole(value)).match(any -> column);
  }

  private static Match compare(ColumnStatistics column, Predicate.Operator operator, double value) {
    return new Predicate.Comparison(0, operator, new Constant.Real(value)).match(any -> column);
  }

  private static ColumnStatistics exact(Schema schema, List<@Nullable Object[]> rows, int column) {
    ColumnType type = schema.column(column).type();
    long nulls = 0;
    long nans = 0;
    Constant min = null;
    Constant max = null;
    for (@Nullable Object[] row : rows) {
      Object value = row[column];
      if (value == null) {
        nulls++;
      } else if (value instanceof Double real && real.isNaN()) {
        nans++;
      } else {
        Constant constant = ReferenceFilter.constant(type, value);
        min = min == null || Constant.compare(constant, min) < 0 ? constant : min;
        max = max == null || Constant.compare(constant, max) > 0 ? constant : max;
      }
    }
    return new ColumnStatistics(rows.size(), nulls, nans, min, max, -1);
  }

  /** The same statistics, or true ones that tell less. */
  private static ColumnStatistics blurred(Random random, ColumnStatistics exact) {
    Constant min = exact.min();
    Constant max = exact.max();
    boolean isReal = min instanceof Constant.Real;
    return new ColumnStatistics(
        exact.rowCount(),
        random.nextInt(4) == 0 ? -1 : exact.nullCount(),
        random.nextInt(4) == 0 && (isReal || exact.nanCount() > 0) ? -1 : exact.nanCount(),
        min == null || random.nextInt(8) == 0 ? null : bound(random, min, -1),
        max == null || random.nextInt(8) == 0 ? null : bound(random, max, 1),
        -1);
  }

  /** The value itself, or one beyond it in the direction. */
  private static Constant bound(Random random, Constant value, int direction) {
    if (random.nextInt(3) > 0) {
      return value;
    }
    if (value instanceof Constant.Real) {
      return new Constant.Real(direction * Double.POSITIVE_INFINITY);
    }
    if (value instanceof Constant.Text text) {
      byte[] other = direction < 0 ? new byte[0] : new byte[text.bytes().length + 1];
      Arrays.fill(other, (byte) 0xff);
      return new Constant.Text(other);
    }
    BigInteger number =
        value instanceof Constant.Whole whole
            ? BigInteger.valueOf(whole.value())
            : ((Constant.Huge) value).value();
    return new Constant.Huge(number.add(BigInteger.valueOf(direction * 3L)));
  }
}
