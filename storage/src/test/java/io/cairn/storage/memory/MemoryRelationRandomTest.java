package io.cairn.storage.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.storage.ScanContext;
import io.cairn.storage.ScanRequest;
import io.cairn.storage.predicate.Predicate;
import io.cairn.storage.testing.RandomData;
import io.cairn.storage.testing.ReferenceFilter;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MemoryRelationRandomTest {
  private static final List<ColumnType> ALL_TYPES = new ArrayList<>(RandomData.COMPARABLE);

  static {
    ALL_TYPES.addAll(RandomData.OTHERS);
  }

  @Test
  void agreesWithAPlainList() {
    long seed = Long.getLong("cairn.seed", 42);
    Random random = new Random(seed);
    for (int run = 0; run < 400; run++) {
      RandomData data = new RandomData(random);
      Schema schema = data.schema(ALL_TYPES, 1 + random.nextInt(6));
      List<@Nullable Object[]> rows = new ArrayList<>();
      int rowCount = random.nextInt(10) == 0 ? random.nextInt(6000) : random.nextInt(60);
      for (int i = 0; i < rowCount; i++) {
        rows.add(data.row(schema));
      }
      MemoryRelation relation = build(random, schema, rows);
      String description = "seed " + seed + " run " + run;
      assertSame(description, rows, Rows.readAll(relation));
      for (int i = 0; i < 5; i++) {
        assertFilters(random, description, relation, rows, data.predicate(schema, 2));
      }
    }
  }

  private static MemoryRelation build(Random random, Schema schema, List<@Nullable Object[]> rows) {
    MemoryRelationBuilder builder =
        MemoryRelation.builder(schema)
            .splitRows(1 + random.nextInt(random.nextBoolean() ? 9 : 5000));
    for (int i = 0; i < schema.size(); i++) {
      if (schema.column(i).type() instanceof ColumnType.Text && random.nextBoolean()) {
        builder.dictionary(schema.column(i).name());
      }
    }
    return builder.rows(rows).build();
  }

  private static void assertFilters(
      Random random,
      String description,
      MemoryRelation relation,
      List<@Nullable Object[]> rows,
      Predicate predicate) {
    Schema schema = relation.schema();
    List<Integer> projection = random.ints(random.nextInt(4), 0, schema.size()).boxed().toList();
    List<@Nullable Object[]> expected = new ArrayList<>();
    for (@Nullable Object[] row : rows) {
      if (ReferenceFilter.selects(predicate, schema, row)) {
        expected.add(project(row, projection));
      }
    }
    ScanRequest request = new ScanRequest(projection, predicate);
    assertThat(relation.residual(predicate).isAll()).as(description).isTrue();
    assertSame(
        description + " " + predicate,
        expected,
        Rows.read(relation, request, ScanContext.unbounded(projection.size())));

    List<Integer> everyColumn = new ArrayList<>();
    for (int i = 0; i < schema.size(); i++) {
      everyColumn.add(i);
    }
    for (PredicateUse use : List.of(PredicateUse.PRUNE, PredicateUse.IGNORE)) {
      List<@Nullable Object[]> filtered = new ArrayList<>();
      for (@Nullable Object[] row :
          Rows.read(
              relation.withPredicateUse(use),
              new ScanRequest(everyColumn, predicate),
              ScanContext.unbounded(schema.size()))) {
        if (ReferenceFilter.selects(predicate, schema, row)) {
          filtered.add(project(row, projection));
        }
      }
      assertSame(description + " " + use + " " + predicate, expected, filtered);
    }
  }

  private static @Nullable Object[] project(@Nullable Object[] row, List<Integer> projection) {
    @Nullable Object[] projected = new @Nullable Object[projection.size()];
    for (int i = 0; i < projected.length; i++) {
      projected[i] = row[projection.get(i)];
    }
    return projected;
  }

  private static void assertSame(
      String description, List<@Nullable Object[]> expected, List<@Nullable Object[]> actual) {
    assertThat(actual).as(description).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(Arrays.deepEquals(expected.get(i), actual.get(i)))
          .as(
              "%s row %d: %s against %s",
              description,
              i,
              Arrays.deepToString(expected.get(i)),
              Arrays.deepToString(actual.get(i)))
          .isTrue();
    }
  }
}
