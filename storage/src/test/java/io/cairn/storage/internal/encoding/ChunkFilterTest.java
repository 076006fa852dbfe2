package io.cairn.storage.internal.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.storage.predicate.Constant;
import io.cairn.storage.predicate.Match;
import io.cairn.storage.predicate.Predicate;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Filters select the same rows on encoded values, on plain values, and by definition. */
class ChunkFilterTest {
  private static final long SEED = Long.getLong("cairn.seed", 42);
  private static final int ROUNDS = Integer.getInteger("cairn.rounds", 1500);
  private final Random random = new Random(SEED);
  private final RandomColumn columns = new RandomColumn(random);

  @Test
  void selectsTheSameRowsEncodedPlainAndByDefinition() {
    for (int round = 0; round < ROUNDS; round++) {
      ColumnType type = columns.type();
      List<@Nullable Object> values = columns.values(type, columns.count());
      CodecChoice codec = random.nextInt(4) == 0 ? CodecChoice.NONE : CodecChoice.DEFAULT;
      Chunk chunk = Values.open(type, values, codec);
      ChunkDecoder decoder = chunk.decoder(type.naturalLane());
      for (int i = 0; i < 6; i++) {
        check(type, values, chunk, decoder, conditions(type, values), "round " + round);
      }
    }
  }

  private void check(
      ColumnType type,
      List<@Nullable Object> values,
      Chunk chunk,
      ChunkDecoder decoder,
      List<Predicate> conditions,
      String round) {
    ColumnFilter filter = ColumnFilter.of(type, conditions);
    int[] earlier = new int[Batch.CAPACITY];
    for (int batch = 0; batch < chunk.batchCount(); batch++) {
      Arrays.setAll(earlier, i -> random.nextInt(10) == 0 ? -1 - random.nextInt(9) : 0);
      int[] encoded = earlier.clone();
      decoder.reject(filter, batch, encoded);
      int[] plain = earlier.clone();
      ColumnVector vector = decoder.decode(batch);
      filter.reject(vector, chunk.rowCount(batch), plain);
      Match match = Match.ALL;
      for (Predicate condition : conditions) {
        Match one = chunk.match(batch, condition);
        match = one.compareTo(match) < 0 ? one : match;
      }
      for (int row = 0; row < chunk.rowCount(batch); row++) {
        Object value = values.get(batch * Batch.CAPACITY + row);
        boolean isSelected = OracleFilter.selects(type, conditions, value);
        boolean isExpected = earlier[row] >= 0 && isSelected;
        if (encoded[row] >= 0 != isExpected
            || plain[row] >= 0 != isExpected
            || (isSelected && match == Match.NONE)
            || (!isSelected && match == Match.ALL)) {
          assertThat(
                  "encoded "
                      + (encoded[row] >= 0)
                      + ", plain "
                      + (plain[row] >= 0)
                      + ", match "
                      + match)
              .describedAs(
                  "%s, seed %d, %s %s, row %d of batch %d: %s under %s",
                  round, SEED, type, chunk.encodingName(), row, batch, value, conditions)
              .isEqualTo("selected " + isExpected);
        }
      }
    }
  }

  private List<Predicate> conditions(ColumnType type, List<@Nullable Object> values) {
    List<Predicate> conditions = new ArrayList<>();
    int count = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      conditions.add(condition(type, values));
    }
    return conditions;
  }

  private Predicate condition(ColumnType type, List<@Nullable Object> values) {
    int kind = random.nextInt(10);
    if (kind == 0) {
      return new Predicate.IsNull(7);
    }
    if (kind == 1 || type instanceof ColumnType.Uuid) {
      return new Predicate.IsNotNull(7);
    }
    if (kind == 2) {
      List<Constant> constants = new ArrayList<>();
      for (int i = random.nextInt(30); i > 0; i--) {
        constants.add(constant(type, values));
      }
      return new Predicate.In(7, constants);
    }
    Predicate.Operator[] operators = Predicate.Operator.values();
    return new Predicate.Comparison(
        7, operators[random.nextInt(operators.length)], constant(type, values));
  }

  /** Mostly a value of the column or one beside it. */
  private Constant constant(ColumnType type, List<@Nullable Object> values) {
    Object value = values.get(random.nextInt(values.size()));
    if (value == null || random.nextInt(10) == 0) {
      value = columns.values(type, 30).stream().filter(Objects::nonNull).findFirst().orElse(null);
    }
    if (value == null) {
      return constant(type, List.of(first(type)));
    }
    Constant constant = OracleFilter.constant(type, value);
    int side = random.nextInt(3) - 1;
    if (constant instanceof Constant.Real real && side != 0) {
      return new Constant.Real(side < 0 ? Math.nextDown(real.value()) : Math.nextUp(real.value()));
    }
    if (constant instanceof Constant.Whole whole && side != 0) {
      return new Constant.Huge(BigInteger.valueOf(whole.value()).add(BigInteger.valueOf(side)));
    }
    if (constant instanceof Constant.Huge huge && side != 0) {
      return new Constant.Huge(huge.value().add(BigInteger.valueOf(side)));
    }
    if (constant instanceof Constant.Text text && side != 0 && text.bytes().length > 0) {
      byte[] other = text.bytes();
      return new Constant.Text(Arrays.copyOf(other, other.length + side));
    }
    return constant;
  }

  private static Object first(ColumnType type) {
    return switch (type.naturalLane()) {
      case INT, LONG -> 1L;
      case DOUBLE -> Double.doubleToRawLongBits(1);
      case INT128 -> BigInteger.ONE;
      case TEXT -> "one";
      case OBJECT -> throw new AssertionError(type);
    };
  }

  @Test
  void filtersLongsInLanesOfInts() {
    for (int round = 0; round < 100; round++) {
      List<@Nullable Object> values = columns.values(ColumnType.INT32, columns.count());
      Chunk chunk = Values.open(ColumnType.INT64, values, CodecChoice.DEFAULT);
      ChunkDecoder decoder = chunk.decoder(Lane.INT);
      check(
          ColumnType.INT64,
          values,
          chunk,
          decoder,
          conditions(ColumnType.INT64, values),
          "round " + round);
    }
  }

  @Test
  void turnsMasksToSelectionsAndCombinesThem() {
    int[] a = random.ints(Batch.CAPACITY).toArray();
    int[] b = random.ints(Batch.CAPACITY).toArray();
    for (int rowCount : new int[] {0, 1, 1000, Batch.CAPACITY}) {
      int[] both = a.clone();
      Masks.and(both, b);
      int[] either = a.clone();
      Masks.or(either, b);
      int[] except = a.clone();
      Masks.andNot(except, b);
      List<Integer> inBoth = new ArrayList<>();
      List<Integer> inEither = new ArrayList<>();
      List<Integer> inFirstOnly = new ArrayList<>();
      for (int i = 0; i < rowCount; i++) {
        if (a[i] >= 0 && b[i] >= 0) {
          inBoth.add(i);
        }
        if (a[i] >= 0 || b[i] >= 0) {
          inEither.add(i);
        }
        if (a[i] >= 0 && b[i] < 0) {
          inFirstOnly.add(i);
        }
      }
      assertThat(selection(both, rowCount)).describedAs("seed %d", SEED).isEqualTo(inBoth);
      assertThat(selection(either, rowCount)).describedAs("seed %d", SEED).isEqualTo(inEither);
      assertThat(selection(except, rowCount)).describedAs("seed %d", SEED).isEqualTo(inFirstOnly);
      assertThat(Masks.count(both, rowCount)).isEqualTo(inBoth.size());
    }
  }

  private static List<Integer> selection(int[] mask, int rowCount) {
    int[] selection = new int[Batch.CAPACITY];
    int count = Masks.toSelection(mask, rowCount, selection);
    return Arrays.stream(selection, 0, count).boxed().toList();
  }
}
