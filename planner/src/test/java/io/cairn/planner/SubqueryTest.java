package io.cairn.planner;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.planner.exec.plan.JoinKind;
import io.cairn.planner.exec.plan.PlanNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Subqueries and their logic of three values, against a walk over all rows. */
class SubqueryTest {
  private final StoreDatabase database = new StoreDatabase();

  SubqueryTest() {
    database.script(
        "CREATE TABLE l (id INTEGER NOT NULL, x INTEGER, g INTEGER)",
        "CREATE TABLE r (id INTEGER NOT NULL, y INTEGER, g INTEGER)");
  }

  @AfterEach
  void close() {
    database.close();
  }

  private record Row(int id, @Nullable Integer value, @Nullable Integer group) {}

  private static List<Row> rows(Random random, int count) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Integer value = random.nextInt(5) == 0 ? null : random.nextInt(6);
      Integer group = random.nextInt(6) == 0 ? null : random.nextInt(3);
      rows.add(new Row(i, value, group));
    }
    return rows;
  }

  private void fill(String table, List<Row> rows) {
    for (Row row : rows) {
      database.run(
          "INSERT INTO " + table + " VALUES (?, ?, ?)",
          (long) row.id,
          row.value == null ? null : (long) row.value,
          row.group == null ? null : (long) row.group);
    }
  }

  /** Whether the value is among those of the rows of its group: null is unknown. */
  private static @Nullable Boolean in(Row row, List<Row> others, boolean grouped) {
    Boolean result = false;
    for (Row other : others) {
      if (grouped && (row.group == null || !row.group.equals(other.group))) {
        continue;
      }
      if (row.value == null || other.value == null) {
        result = null;
      } else if (row.value.equals(other.value)) {
        return true;
      }
    }
    return result;
  }

  @ParameterizedTest
  @CsvSource({"0,0", "5,0", "0,5", "20,1", "30,4", "40,12"})
  void followTheLogicOfThreeValues(int left, int right) {
    long seed = 1000L * left + right;
    Random random = new Random(seed);
    List<Row> l = rows(random, left);
    List<Row> r = rows(random, right);
    fill("l", l);
    fill("r", r);
    for (boolean grouped : new boolean[] {false, true}) {
      String subquery = "(SELECT y FROM r" + (grouped ? " WHERE r.g = l.g)" : ")");
      String seen = "seed " + seed + " grouped " + grouped;
      assertThat(ids("x IN " + subquery)).as(seen).isEqualTo(matching(l, r, grouped, true));
      assertThat(ids("x NOT IN " + subquery)).as(seen).isEqualTo(matching(l, r, grouped, false));
      assertThat(ids("(x IN " + subquery + ") IS NULL"))
          .as(seen)
          .isEqualTo(matching(l, r, grouped, null));
      assertThat(ids("x = ANY " + subquery)).as(seen).isEqualTo(matching(l, r, grouped, true));
      assertThat(ids("x <> ALL " + subquery)).as(seen).isEqualTo(matching(l, r, grouped, false));
      assertThat(ids("id < 0 OR x NOT IN " + subquery))
          .as(seen)
          .isEqualTo(matching(l, r, grouped, false));
      assertThat(database.rows("SELECT id, x IN " + subquery + " FROM l ORDER BY id"))
          .as(seen)
          .isEqualTo(
              l.stream()
                  .map(row -> row.id + "|" + text(in(row, r, grouped)))
                  .collect(Collectors.toList()));
    }
  }

  private static String text(@Nullable Boolean value) {
    return value == null ? "NULL" : value ? "true" : "false";
  }

  private List<String> ids(String condition) {
    return database.rows("SELECT id FROM l WHERE " + condition + " ORDER BY id");
  }

  private static List<String> matching(
      List<Row> l, List<Row> r, boolean grouped, @Nullable Boolean wanted) {
    return l.stream()
        .filter(row -> java.util.Objects.equals(in(row, r, grouped), wanted))
        .map(row -> Integer.toString(row.id))
        .collect(Collectors.toList());
  }

  @Test
  void becomeTheJoinThatTheirLogicNeeds() {
    assertThat(kinds("SELECT 1 FROM l WHERE x IN (SELECT y FROM r)"))
        .containsExactly(JoinKind.SEMI);
    assertThat(kinds("SELECT 1 FROM l WHERE id NOT IN (SELECT id FROM r)"))
        .containsExactly(JoinKind.ANTI);
    assertThat(kinds("SELECT 1 FROM l WHERE x NOT IN (SELECT y FROM r)"))
        .containsExactly(JoinKind.MARK);
    assertThat(kinds("SELECT 1 FROM l WHERE EXISTS (SELECT 1 FROM r WHERE r.g = l.g)"))
        .containsExactly(JoinKind.SEMI);
    assertThat(kinds("SELECT 1 FROM l WHERE NOT EXISTS (SELECT 1 FROM r WHERE r.g <> l.g)"))
        .containsExactly(JoinKind.ANTI);
    assertThat(kinds("SELECT l.id FROM l LEFT JOIN r ON l.x = r.y WHERE r.id IS NULL"))
        .containsExactly(JoinKind.ANTI);
    assertThat(kinds("SELECT l.id FROM l LEFT JOIN r ON l.x = r.y WHERE r.y IS NULL"))
        .containsExactly(JoinKind.ANTI);
    assertThat(kinds("SELECT l.id FROM l LEFT JOIN r ON l.x = r.y WHERE r.g IS NULL"))
        .doesNotContain(JoinKind.ANTI);
    assertThat(kinds("SELECT l.id FROM l LEFT JOIN r ON l.x = r.y WHERE r.g > 1"))
        .containsExactly(JoinKind.INNER);
    assertThat(kinds("SELECT x FROM l INTERSECT SELECT y FROM r")).containsExactly(JoinKind.SEMI);
    assertThat(kinds("SELECT x FROM l EXCEPT SELECT y FROM r")).containsExactly(JoinKind.ANTI);
  }

  @Test
  void correlateThroughJoinsProjectionsAndConditions() {
    fill("l", List.of(new Row(1, 1, 1), new Row(2, 2, 1), new Row(3, null, null)));
    fill("r", List.of(new Row(1, 1, 1), new Row(2, 5, 2), new Row(3, 2, null)));
    assertThat(
            database.rows(
                "SELECT id FROM l WHERE EXISTS (SELECT a.y + 1 FROM r AS a JOIN r AS b"
                    + " ON a.id = b.id AND b.y = l.x WHERE a.id < 3)"))
        .containsExactly("1");
    assertThat(
            database.rows(
                "SELECT id FROM l WHERE x < (SELECT max(y) FROM r WHERE r.id <> l.id) ORDER BY id"))
        .containsExactly("1");
    assertThat(database.rows("SELECT id FROM l WHERE EXISTS (SELECT 1 FROM r WHERE y > 4)"))
        .hasSize(3);
    assertThat(database.rows("SELECT id FROM l WHERE NOT EXISTS (SELECT 1 FROM r WHERE y > 9)"))
        .hasSize(3);
  }

  @Test
  void groupByEverySetEvenOverNoRows() {
    fill("l", List.of(new Row(1, 1, 1), new Row(2, 1, null), new Row(3, null, 1)));
    assertThat(
            database.rows(
                "SELECT x, g, count(*), sum(id), grouping(x, g) FROM l GROUP BY CUBE (x, g)"
                    + " ORDER BY 5, 1, 2"))
        .containsExactly(
            "1|1|1|1|0",
            "1|NULL|1|2|0",
            "NULL|1|1|3|0",
            "1|NULL|2|3|1",
            "NULL|NULL|1|3|1",
            "NULL|1|2|4|2",
            "NULL|NULL|1|2|2",
            "NULL|NULL|3|6|3");
    assertThat(database.rows("SELECT x, count(*), sum(id) FROM l WHERE id > 9 GROUP BY ROLLUP (x)"))
        .containsExactly("NULL|0|NULL");
    assertThat(database.rows("SELECT x, count(*) FROM l WHERE id > 9 GROUP BY x")).isEmpty();
  }

  @Test
  void countEqualRowsInSetOperationsWithAll() {
    fill(
        "l", List.of(new Row(1, 1, 0), new Row(2, 1, 0), new Row(3, null, 0), new Row(4, null, 0)));
    fill("r", List.of(new Row(1, 1, 0), new Row(2, 7, 0), new Row(3, null, 0)));
    assertThat(
            database.rows("SELECT * FROM (SELECT x FROM l EXCEPT ALL SELECT y FROM r) ORDER BY 1"))
        .containsExactly("1", "NULL");
    assertThat(
            database.rows(
                "SELECT * FROM (SELECT x FROM l INTERSECT ALL SELECT y FROM r) ORDER BY 1"))
        .containsExactly("1", "NULL");
    assertThat(database.rows("SELECT x FROM l EXCEPT SELECT y FROM r")).isEmpty();
    assertThat(
            database.rows("SELECT * FROM (SELECT x FROM l INTERSECT SELECT y FROM r) ORDER BY 1"))
        .containsExactly("1", "NULL");
  }

  private List<JoinKind> kinds(String sql) {
    List<JoinKind> kinds = new ArrayList<>();
    collect(((Plan.Query) database.session().prepare(sql).plan()).executable().root(), kinds);
    return kinds;
  }

  private static void collect(PlanNode node, List<JoinKind> kinds) {
    if (node instanceof PlanNode.Join join) {
      kinds.add(join.kind());
    }
    assertThat(node).isNotInstanceOf(PlanNode.External.class);
    node.inputs().forEach(input -> collect(input, kinds));
  }
}
