package io.cairn.planner.exec.spill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.Dictionary;
import io.cairn.storage.vector.DictionaryVector;
import io.cairn.storage.vector.DoubleVector;
import io.cairn.storage.vector.Int128Vector;
import io.cairn.storage.vector.IntVector;
import io.cairn.storage.vector.LongVector;
import io.cairn.storage.vector.ObjectVector;
import io.cairn.storage.vector.TextVector;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SpillFileTest {
  private static final List<Lane> LANES =
      List.of(Lane.INT, Lane.LONG, Lane.DOUBLE, Lane.INT128, Lane.TEXT, Lane.TEXT, Lane.OBJECT);

  private static final int ROUNDS = 60;

  @TempDir Path directory;

  /** Batches of every lane, as they are and as plain values. */
  private static final class Rows {
    final List<Batch> batches = new ArrayList<>();
    final List<List<Object>> values = new ArrayList<>();
  }

  @Test
  void givesBackEveryValueOfEveryLaneInOrder() {
    long seed = Long.getLong("cairn.seed", 7);
    System.out.println("seed " + seed);
    for (int round = 0; round < ROUNDS; round++) {
      Random random = new Random(seed + round);
      Rows rows = rows(random, random.nextInt(12));
      AtomicLong counted = new AtomicLong();
      try (SpillSpace space = new SpillSpace(directory);
          SpillFile file = space.create(LANES, counted::addAndGet)) {
        rows.batches.forEach(file::append);
        file.finish();
        assertThat(file.rowCount()).isEqualTo(rows.values.size());
        assertThat(counted.get()).isEqualTo(file.bytes());
        assertThat(read(file.open(), false)).as("seed %d", seed + round).isEqualTo(rows.values);
        assertThat(read(file.open(), true)).as("seed %d", seed + round).isEqualTo(rows.values);
      }
    }
  }

  @Test
  void keepsFilesOfOneSpaceApartAndUsesFreedPagesAgain() {
    long seed = Long.getLong("cairn.seed", 11);
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    try (SpillSpace space = new SpillSpace(directory)) {
      List<SpillFile> files = new ArrayList<>();
      List<Rows> expected = new ArrayList<>();
      long mostInUse = 0;
      for (int round = 0; round < 80; round++) {
        if (files.size() > 5) {
          int victim = random.nextInt(files.size());
          assertThat(read(files.get(victim).open(), false)).isEqualTo(expected.get(victim).values);
          files.remove(victim).close();
          expected.remove(victim);
        }
        Rows rows = rows(random, 1 + random.nextInt(3));
        SpillFile file = space.create(LANES);
        rows.batches.forEach(file::append);
        file.finish();
        files.add(file);
        expected.add(rows);
        mostInUse = Math.max(mostInUse, space.bytesInUse());
      }
      for (int i = 0; i < files.size(); i++) {
        assertThat(read(files.get(i).open(), false)).isEqualTo(expected.get(i).values);
      }
      assertThat(space.bytesWritten()).isGreaterThan(3 * mostInUse);
      files.forEach(SpillFile::close);
    }
  }

  @Test
  void freesItsPages() {
    try (SpillSpace space = new SpillSpace(directory)) {
      SpillFile file = space.create(List.of(Lane.LONG));
      file.append(new Batch(new ColumnVector[] {new LongVector()}, Batch.CAPACITY));
      file.finish();
      assertThat(space.bytesInUse()).isPositive();
      file.close();
      assertThat(space.bytesInUse()).isZero();
    }
  }

  @Test
  void letsManyThreadsReadWhatManyThreadsWrote() throws Exception {
    int threads = 4;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try (SpillSpace space = new SpillSpace(directory)) {
      List<Future<SpillFile>> written = new ArrayList<>();
      List<Rows> expected = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        Rows rows = rows(new Random(100 + i), 6);
        expected.add(rows);
        written.add(
            pool.submit(
                () -> {
                  SpillFile file = space.create(LANES);
                  rows.batches.forEach(file::append);
                  file.finish();
                  return file;
                }));
      }
      List<Future<List<List<Object>>>> readers = new ArrayList<>();
      for (int i = 0; i < 3 * threads; i++) {
        SpillFile file = written.get(i % threads).get();
        readers.add(pool.submit(() -> read(file.open(), false)));
      }
      for (int i = 0; i < readers.size(); i++) {
        assertThat(readers.get(i).get()).isEqualTo(expected.get(i % threads).values);
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void keepsTheDictionaryOfCodes() {
    Dictionary dictionary = Dictionary.of(List.of("a", "b", "c"));
    int[] codes = new int[Batch.CAPACITY];
    codes[5] = 2;
    try (SpillSpace space = new SpillSpace(directory);
        SpillFile one = space.create(List.of(Lane.TEXT));
        SpillFile two = space.create(List.of(Lane.TEXT))) {
      for (SpillFile file : List.of(one, two)) {
        file.append(
            new Batch(
                new ColumnVector[] {new DictionaryVector(codes, dictionary, null)},
                Batch.CAPACITY));
        file.finish();
        Batch batch = java.util.Objects.requireNonNull(file.open().next());
        DictionaryVector vector = (DictionaryVector) batch.column(0);
        assertThat(vector.dictionary()).isSameAs(dictionary);
        assertThat(vector.codes()[5]).isEqualTo(2);
      }
    }
  }

  @Test
  void spellsOutADictionaryThatIsMuchLargerThanItsRows() {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      texts.add("text " + i);
    }
    int[] codes = new int[Batch.CAPACITY];
    codes[0] = 99_999;
    try (SpillSpace space = new SpillSpace(directory);
        SpillFile file = space.create(List.of(Lane.TEXT))) {
      DictionaryVector coded = new DictionaryVector(codes, Dictionary.of(texts), null);
      file.append(new Batch(new ColumnVector[] {coded}, 2));
      file.finish();
      assertThat(read(file.open(), false))
          .isEqualTo(List.of(List.of("text 99999"), List.of("text 0")));
      assertThat(file.bytes()).isLessThan(100);
    }
  }

  @Test
  void cutsBlocksOfLongTexts() {
    byte[] bytes = new byte[200 << 20];
    new Random(3).nextBytes(bytes);
    int[] offsets = new int[Batch.CAPACITY + 1];
    Arrays.fill(offsets, bytes.length);
    offsets[0] = 0;
    offsets[1] = 90 << 20;
    offsets[2] = 100 << 20;
    try (SpillSpace space = new SpillSpace(directory);
        SpillFile file = space.create(List.of(Lane.TEXT, Lane.INT))) {
      IntVector numbers = new IntVector();
      for (int i = 0; i < Batch.CAPACITY; i++) {
        numbers.values()[i] = i;
      }
      file.append(
          new Batch(
              new ColumnVector[] {new TextVector(bytes, offsets, null), numbers}, Batch.CAPACITY));
      file.finish();
      assertThat(file.blockCount()).isGreaterThan(2);
      SpillReader reader = file.open();
      int row = 0;
      for (Batch batch = reader.next(); batch != null; batch = reader.next()) {
        TextVector text = (TextVector) batch.column(0);
        for (int i = 0; i < batch.rowCount(); i++, row++) {
          assertThat(((IntVector) batch.column(1)).values()[i]).isEqualTo(row);
          assertThat(
                  Arrays.equals(
                      text.bytes(),
                      text.offsets()[i],
                      text.offsets()[i + 1],
                      bytes,
                      offsets[row],
                      offsets[row + 1]))
              .isTrue();
        }
      }
      assertThat(row).isEqualTo(Batch.CAPACITY);
    }
  }

  @Test
  void leavesNothingInTheDirectory() throws IOException {
    try (SpillSpace space = new SpillSpace(directory);
        SpillFile file = space.create(List.of(Lane.LONG))) {
      file.append(new Batch(new ColumnVector[] {new LongVector()}, Batch.CAPACITY));
    }
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void goesOnAfterAnInterrupt() {
    Rows rows = rows(new Random(5), 4);
    try (SpillSpace space = new SpillSpace(directory);
        SpillFile file = space.create(LANES)) {
      Thread.currentThread().interrupt();
      rows.batches.forEach(file::append);
      file.finish();
      assertThat(read(file.open(), false)).isEqualTo(rows.values);
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void saysWhereItCouldNotWrite() {
    Path absent = directory.resolve("absent");
    try (SpillSpace space = new SpillSpace(absent);
        SpillFile file = space.create(List.of(Lane.LONG))) {
      file.append(new Batch(new ColumnVector[] {new LongVector()}, 10));
      assertThatThrownBy(file::finish)
          .isInstanceOfSatisfying(
              QueryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.IO_ERROR))
          .hasMessageContaining(absent.toString())
          .hasMessageContaining("tempDir");
    }
  }

  @Test
  void goesToABlock() {
    LongVector numbers = new LongVector();
    try (SpillSpace space = new SpillSpace(directory);
        SpillFile file = space.create(List.of(Lane.LONG))) {
      for (int block = 0; block < 10; block++) {
        Arrays.fill(numbers.values(), block);
        file.append(new Batch(new ColumnVector[] {numbers}, Batch.CAPACITY));
      }
      file.finish();
      SpillReader reader = file.open();
      for (int block : new int[] {7, 0, 9, 9, 3}) {
        reader.seek(block);
        Batch batch = java.util.Objects.requireNonNull(reader.next());
        assertThat(((LongVector) batch.column(0)).values()[2047]).isEqualTo(block);
      }
      reader.seek(10);
      assertThat(reader.next()).isNull();
    }
  }

  private static List<List<Object>> read(SpillReader reader, boolean keeping) {
    List<Batch> kept = new ArrayList<>();
    List<List<Object>> rows = new ArrayList<>();
    for (Batch batch = reader.next(); batch != null; batch = reader.next()) {
      assertThat(batch.selection()).isNull();
      if (keeping) {
        kept.add(batch);
        reader.keep();
      } else {
        add(batch, rows);
      }
    }
    kept.forEach(batch -> add(batch, rows));
    return rows;
  }

  private static void add(Batch batch, List<List<Object>> rows) {
    int[] selection = batch.selection();
    for (int k = 0; k < batch.selectedCount(); k++) {
      int row = selection == null ? k : selection[k];
      List<Object> values = new ArrayList<>();
      for (int i = 0; i < batch.columnCount(); i++) {
        values.add(value(batch.column(i), row));
      }
      rows.add(values);
    }
  }

  /** A value that equals another one where the lanes agree bit for bit. */
  private static Object value(ColumnVector vector, int row) {
    if (vector.isNull(row)) {
      return "NULL";
    }
    if (vector instanceof IntVector ints) {
      return ints.values()[row];
    }
    if (vector instanceof LongVector longs) {
      return longs.values()[row];
    }
    if (vector instanceof DoubleVector doubles) {
      return Double.doubleToRawLongBits(doubles.values()[row]);
    }
    if (vector instanceof Int128Vector wide) {
      return List.of(wide.high()[row], wide.low()[row]);
    }
    if (vector instanceof DictionaryVector coded) {
      return coded.dictionary().text(coded.codes()[row]);
    }
    if (vector instanceof TextVector text) {
      return new String(
          text.bytes(),
          text.offsets()[row],
          text.offsets()[row + 1] - text.offsets()[row],
          StandardCharsets.UTF_8);
    }
    return plain(((ObjectVector) vector).values()[row]);
  }

  private static Object plain(@Nullable Object value) {
    if (value instanceof byte[] bytes) {
      return "bytes " + Arrays.toString(bytes);
    }
    if (value instanceof double[] parts) {
      return "parts " + Arrays.toString(parts);
    }
    if (value instanceof @Nullable Object[] fields) {
      return "row " + Arrays.stream(fields).map(SpillFileTest::plain).toList();
    }
    if (value instanceof List<?> elements) {
      return elements.stream().map(SpillFileTest::plain).toList();
    }
    if (value instanceof Map<?, ?> entries) {
      return entries.entrySet().stream()
          .map(entry -> List.of(plain(entry.getKey()), plain(entry.getValue())))
          .toList();
    }
    return value == null ? "null" : value;
  }

  private static Rows rows(Random random, int batchCount) {
    Rows rows = new Rows();
    List<Dictionary> dictionaries = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      List<String> texts = new ArrayList<>();
      for (int k = 0; k <= random.nextInt(300); k++) {
        texts.add("ü".repeat(random.nextInt(4)) + random.nextInt(1000));
      }
      dictionaries.add(Dictionary.of(texts));
    }
    for (int b = 0; b < batchCount; b++) {
      int n = random.nextInt(3) == 0 ? Batch.CAPACITY : 1 + random.nextInt(Batch.CAPACITY);
      ColumnVector[] columns = {
        ints(random),
        longs(random),
        doubles(random),
        new Int128Vector(longs(random).values(), longs(random).values(), null),
        texts(random, n),
        random.nextInt(4) == 0
            ? texts(random, n)
            : codes(random, dictionaries.get(random.nextInt(dictionaries.size()))),
        objects(random)
      };
      for (ColumnVector column : columns) {
        column.setNulls(column instanceof TextVector ? column.nulls() : nulls(random));
      }
      Batch batch = new Batch(columns, n);
      if (random.nextBoolean()) {
        int[] selection = new int[Batch.CAPACITY];
        int count = 0;
        for (int i = 0; i < n; i++) {
          if (random.nextInt(3) > 0) {
            selection[count++] = i;
          }
        }
        batch.select(selection, count);
      }
      rows.batches.add(batch);
      add(batch, rows.values);
    }
    return rows;
  }

  private static int @Nullable [] nulls(Random random) {
    int oneIn = random.nextInt(4);
    if (oneIn == 0) {
      return null;
    }
    int[] nulls = new int[Batch.CAPACITY];
    for (int i = 0; i < nulls.length; i++) {
      nulls[i] = random.nextInt(oneIn) == 0 ? -1 : 0;
    }
    return nulls;
  }

  private static IntVector ints(Random random) {
    IntVector vector = new IntVector();
    int shift = random.nextInt(33);
    int base = random.nextInt();
    for (int i = 0; i < Batch.CAPACITY; i++) {
      vector.values()[i] = base + (shift == 32 ? 0 : random.nextInt() >>> shift);
    }
    return vector;
  }

  private static LongVector longs(Random random) {
    LongVector vector = new LongVector();
    int shift = random.nextInt(65);
    long base = random.nextLong();
    for (int i = 0; i < Batch.CAPACITY; i++) {
      vector.values()[i] = base + (shift == 64 ? 0 : random.nextLong() >>> shift);
    }
    return vector;
  }

  private static DoubleVector doubles(Random random) {
    double[] special = {Double.NaN, -0.0, 0.0, Double.NEGATIVE_INFINITY, Double.MIN_VALUE};
    DoubleVector vector = new DoubleVector();
    for (int i = 0; i < Batch.CAPACITY; i++) {
      vector.values()[i] =
          random.nextInt(4) == 0
              ? special[random.nextInt(special.length)]
              : Double.longBitsToDouble(random.nextLong());
    }
    return vector;
  }

  private static TextVector texts(Random random, int n) {
    int[] nulls = nulls(random);
    StringBuilder all = new StringBuilder();
    int[] offsets = new int[Batch.CAPACITY + 1];
    int longest = 1 << random.nextInt(9);
    for (int i = 0; i < n; i++) {
      if (nulls == null || nulls[i] == 0) {
        all.append("abcdefgh".repeat(40), 0, random.nextInt(longest));
      }
      offsets[i + 1] = all.length();
    }
    return new TextVector(all.toString().getBytes(StandardCharsets.UTF_8), offsets, nulls);
  }

  private static DictionaryVector codes(Random random, Dictionary dictionary) {
    int[] codes = new int[Batch.CAPACITY];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = random.nextInt(dictionary.size());
    }
    return new DictionaryVector(codes, dictionary, null);
  }

  private static ObjectVector objects(Random random) {
    @Nullable Object[] values = new @Nullable Object[Batch.CAPACITY];
    for (int i = 0; i < values.length; i++) {
      values[i] = object(random, 3);
    }
    return new ObjectVector(values, null);
  }

  private static @Nullable Object object(Random random, int depth) {
    return switch (random.nextInt(depth == 0 ? 10 : 13)) {
      case 0 -> null;
      case 1 -> random.nextBoolean();
      case 2 -> random.nextLong();
      case 3 -> random.nextGaussian();
      case 4 -> "text é " + random.nextInt();
      case 5 -> BigInteger.valueOf(random.nextLong()).pow(3);
      case 6 -> new BigDecimal(BigInteger.valueOf(random.nextLong()).pow(2), random.nextInt(9));
      case 7 -> new UUID(random.nextLong(), random.nextLong());
      case 8 -> new byte[] {(byte) random.nextInt(), 0};
      case 9 -> new double[] {random.nextGaussian(), Double.NaN};
      case 10 -> new @Nullable Object[] {object(random, depth - 1), object(random, depth - 1)};
      case 11 -> Arrays.asList(object(random, depth - 1), object(random, depth - 1));
      default -> java.util.Collections.singletonMap("key", object(random, depth - 1));
    };
  }
}
