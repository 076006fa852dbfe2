package io.cairn.planner.fallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import io.cairn.planner.exec.QueryControl;
import io.cairn.planner.exec.plan.RowOperator;
import io.cairn.storage.Cancellation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnumerableFallbackTest {
  private final Fixture fixture =
      new Fixture()
          .table(
              "emp",
              row ->
                  row.add("id", SqlTypeName.BIGINT)
                      .add("dept", SqlTypeName.INTEGER)
                      .nullable(true)
                      .add("pay", SqlTypeName.DOUBLE)
                      .nullable(true)
                      .add("name", SqlTypeName.VARCHAR)
                      .nullable(true))
          .table(
              "dept", row -> row.add("dno", SqlTypeName.INTEGER).add("title", SqlTypeName.VARCHAR));

  private final Regions regions =
      new Regions(fixture)
          .rows(
              "emp",
              row(1L, 10L, 100.0, "ann"),
              row(2L, 10L, Double.NaN, "bob"),
              row(3L, 20L, -0.0, "cid"),
              row(4L, null, 0.0, null),
              row(5L, 30L, null, "eve"))
          .rows("dept", row(10L, "ten"), row(20L, "twenty"), row(40L, "forty"));

  private static @Nullable Object[] row(@Nullable Object... values) {
    return values;
  }

  private static List<@Nullable Object> list(@Nullable Object... values) {
    return Arrays.asList(values);
  }

  @Test
  void joinsOfEveryKindMatchKeys() {
    assertThat(regions.run("select id, title from emp join dept on dept = dno"))
        .containsExactlyInAnyOrder(list(1L, "ten"), list(2L, "ten"), list(3L, "twenty"));
    assertThat(regions.run("select id, title from emp left join dept on dept = dno"))
        .contains(list(4L, null), list(5L, null))
        .hasSize(5);
    assertThat(regions.run("select id, title from emp right join dept on dept = dno"))
        .contains(list(null, "forty"))
        .hasSize(4);
    assertThat(regions.run("select id, title from emp full join dept on dept = dno")).hasSize(6);
    assertThat(regions.run("select id, dno from emp join dept on dept < dno and id <> dno"))
        .hasSize(6);
    assertThat(regions.run("select count(*) from emp, dept")).containsExactly(list(15L));
    assertThat(regions.run("select id from emp where dept in (select dno from dept)"))
        .containsExactlyInAnyOrder(list(1L), list(2L), list(3L));
    assertThat(regions.run("select dno from dept where dno not in (select id from emp)"))
        .hasSize(3);
    assertThat(
            regions.run(
                "select dno from dept where not exists (select 1 from emp where dept = dno)"))
        .containsExactly(list(40L));
  }

  @Test
  void nanIsOneKeyAndAboveEveryNumber() {
    assertThat(regions.run("select a.id, b.id from emp a join emp b on a.pay = b.pay"))
        .contains(list(2L, 2L), list(3L, 4L), list(4L, 3L))
        .hasSize(6);
    assertThat(regions.run("select pay, count(*) from emp group by pay"))
        .containsExactlyInAnyOrder(
            list(100.0, 1L), list(Double.NaN, 1L), list(0.0, 2L), list(null, 1L));
    assertThat(regions.run("select id from emp where pay > 100")).containsExactly(list(2L));
    assertThat(regions.run("select max(pay), min(pay) from emp"))
        .containsExactly(list(Double.NaN, 0.0));
    assertThat(regions.run("select max(pay) over (partition by dept) from emp where id <= 2"))
        .containsExactly(list(Double.NaN), list(Double.NaN));
    assertThat(regions.run("select id from emp order by pay desc nulls last, id limit 3"))
        .containsExactly(list(2L), list(1L), list(3L));
  }

  @Test
  void windowsSeeTheirFrames() {
    assertThat(
            regions.run(
                "select id, row_number() over (order by id desc), sum(id) over (order by id),"
                    + " lag(name) over (order by id), avg(id) over () from emp"))
        .contains(
            list(1L, 5L, new BigDecimal(1), null, 3.0),
            list(5L, 1L, new BigDecimal(15), null, 3.0));
    assertThat(
            regions.run(
                "select id, rank() over (partition by dept order by name),"
                    + " count(*) over (order by id rows between 1 preceding and 1 following),"
                    + " first_value(name) over (order by id)"
                    + " from emp"))
        .contains(list(2L, 2L, 3L, "ann"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select ntile(2) over (order by id) from emp",
        "select nth_value(name, 2) over (order by id) from emp",
        "select first_value(name) over (order by id rows between 1 following and 2 following)"
            + " from emp",
        "select last_value(name) over (order by id rows between 3 preceding and 2 preceding)"
            + " from emp",
        "select rank() over (order by pay) from emp",
        "select -(rank() over (order by pay)) from emp"
      })
  void refusesWindowsThatItWouldGetWrong(String sql) {
    assertThatThrownBy(() -> regions.run(sql))
        .isInstanceOfSatisfying(
            QueryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_SUPPORTED));
  }

  @Test
  void theAverageOfIntegersIsADouble() {
    assertThat(regions.run("select avg(dept), sum(dept) from emp"))
        .containsExactly(list(17.5, 70L));
    assertThat(regions.run("select avg(dept) over () from emp where dept < 25"))
        .contains(list(40.0 / 3));
  }

  @Test
  void setOperationsCountDuplicates() {
    assertThat(regions.run("select dept from emp union select dno from dept")).hasSize(5);
    assertThat(regions.run("select dept from emp union all select dno from dept")).hasSize(8);
    assertThat(regions.run("select dept from emp intersect select dno from dept")).hasSize(2);
    assertThat(regions.run("select dept from emp except all select dno from dept")).hasSize(3);
    assertThat(regions.run("select dept, id from emp except select dno, dno from dept")).hasSize(5);
  }

  @Test
  void correlatesReadTheirInputAgain() {
    assertThat(
            regions.runCorrelated("select id, (select title from dept where dno = dept) from emp"))
        .containsExactlyInAnyOrder(
            list(1L, "ten"), list(2L, "ten"), list(3L, "twenty"), list(4L, null), list(5L, null));
    assertThat(
            regions.runCorrelated(
                "select dno, id from dept, lateral (select id from emp where dept = dno"
                    + " order by name desc limit 1) as x"))
        .containsExactlyInAnyOrder(list(10L, 2L), list(20L, 3L));
    assertThat(regions.openCursors()).isZero();
  }

  @Test
  void aScalarSubqueryWithTwoRowsFails() {
    assertFails(
        "select (select name from emp where dept = dno) from dept", ErrorCode.SCALAR_SUBQUERY_ROWS);
  }

  @Test
  void distinctAggregatesAndGroupingSetsCount() {
    assertThat(regions.run("select count(distinct dept), count(dept), count(*) from emp"))
        .containsExactly(list(3L, 4L, 5L));
    assertThat(regions.run("select dept, name, count(*) from emp group by rollup(dept, name)"))
        .contains(list(10L, null, 2L), list(null, null, 5L))
        .hasSize(10);
    assertThat(regions.run("select listagg(name, '+') within group (order by id) from emp"))
        .containsExactly(list("ann+bob+cid+eve"));
    assertThat(regions.run("select count(*) filter (where pay > 0) from emp"))
        .containsExactly(list(2L));
  }

  @Test
  void textOrdersByCodePoints() {
    regions.rows(
        "emp", row(1L, 1L, 1.0, "\ud83d\ude00"), row(2L, 1L, 1.0, "\uffee"), row(3L, 1L, 1.0, "z"));
    assertThat(regions.run("select id from emp order by name"))
        .containsExactly(list(3L), list(2L), list(1L));
    assertThat(regions.run("select max(name), min(name) from emp"))
        .containsExactly(list("\ud83d\ude00", "z"));
    assertThat(regions.run("select a.id, b.id from emp a join emp b on a.name < b.name"))
        .contains(list(2L, 1L))
        .hasSize(3);
  }

  @Test
  void recursionStopsWhenAStepGivesNothing() {
    String sql =
        """
        with recursive up(n, name) as (
          select id, name from emp where id = 1
          union all
          select id, emp.name from emp join up on id = n + 1)
        select n, name from up\
        """;
    RowOperator operator = EnumerableFallback.compile(regions.region(sql, true));
    for (int run = 0; run < 2; run++) {
      assertThat(regions.run(operator, Cancellation.NONE))
          .containsExactly(
              list(1L, "ann"), list(2L, "bob"), list(3L, "cid"), list(4L, null), list(5L, "eve"));
    }
  }

  @Test
  void aRecursionWithoutEndCanBeCancelled() {
    String sql =
        "with recursive r(n) as (values (1) union all select mod(n, 5) + 1 from r)"
            + " select n from r where n > 7";
    RowOperator operator = EnumerableFallback.compile(regions.region(sql, true));
    int[] checks = {0};
    Cancellation third =
        () -> {
          if (++checks[0] > 3) {
            throw new QueryException(ErrorCode.CANCELLED, "stop");
          }
        };
    assertThatThrownBy(() -> regions.run(operator, third))
        .isInstanceOfSatisfying(
            QueryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED));
  }

  @Test
  void cancellingStopsJoinsAndClosesInputs() {
    List<@Nullable Object[]> many = new ArrayList<>();
    for (long i = 0; i < 2_000; i++) {
      many.add(row(i, i % 7, 1.0, "n"));
    }
    regions.rows("emp", many.toArray(new @Nullable Object[0][]));
    QueryControl control = new QueryControl();
    RowOperator operator =
        EnumerableFallback.compile(
            regions.region("select a.id from emp a, emp b where a.id + b.id < 0", true));
    RowOperator.RowCursor cursor = operator.open(regions.inputs(), new Object[0], control);
    control.cancel();
    assertThatThrownBy(cursor::hasNext)
        .isInstanceOfSatisfying(
            QueryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED));
    cursor.close();
    assertThat(regions.openCursors()).isZero();
  }

  @Test
  void parametersAreBoundForEachExecution() {
    RowOperator operator =
        EnumerableFallback.compile(
            regions.region("select id from emp where id > ? and name = ? limit ?", true));
    assertThat(regions.run(operator, Cancellation.NONE, 0L, "bob", 5L)).containsExactly(list(2L));
    assertThat(regions.run(operator, Cancellation.NONE, 2L, "bob", 5L)).isEmpty();
    assertThat(regions.run(operator, Cancellation.NONE, null, "bob", 5L)).isEmpty();
  }

  @Test
  void executionsInParallelDoNotMeet() throws InterruptedException, ExecutionException {
    RowOperator operator =
        EnumerableFallback.compile(
            regions.region("select id, sum(id) over (order by id) from emp where id > ?", true));
    ExecutorService pool = Executors.newFixedThreadPool(4);
    List<Callable<List<List<@Nullable Object>>>> tasks = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      long bound = i % 5;
      tasks.add(() -> regions.run(operator, Cancellation.NONE, bound));
    }
    List<Future<List<List<@Nullable Object>>>> results = pool.invokeAll(tasks);
    pool.shutdown();
    for (int i = 0; i < 40; i++) {
      assertThat(results.get(i).get()).hasSize(5 - i % 5);
    }
  }

  @Test
  void everyTypePassesThroughAJoin() {
    Fixture types =
        new Fixture()
            .table(
                "t",
                row -> {
                  io.cairn.planner.schema.CairnTypeFactory factory =
                      new io.cairn.planner.schema.CairnTypeFactory();
                  row.add("k", SqlTypeName.INTEGER)
                      .add("b", SqlTypeName.BOOLEAN)
                      .nullable(true)
                      .add("i8", SqlTypeName.TINYINT)
                      .add("u8", SqlTypeName.UTINYINT)
                      .add("u64", SqlTypeName.UBIGINT)
                      .add("r", SqlTypeName.REAL)
                      .add("n", SqlTypeName.DECIMAL, 20, 3)
                      .add("c", SqlTypeName.CHAR, 5)
                      .add("x", SqlTypeName.VARBINARY)
                      .add("dt", SqlTypeName.DATE)
                      .add("t3", SqlTypeName.TIME, 3)
                      .add("ts0", SqlTypeName.TIMESTAMP, 0)
                      .add("ts9", SqlTypeName.TIMESTAMP, 9)
                      .add("id", SqlTypeName.UUID)
                      .add(
                          "arr",
                          factory.createArrayType(factory.createSqlType(SqlTypeName.INTEGER), -1));
                  row.add(
                      "st",
                      factory.createStructType(
                          List.of(
                              factory.createSqlType(SqlTypeName.INTEGER),
                              factory.createSqlType(SqlTypeName.VARCHAR)),
                          List.of("f", "g")));
                  return row;
                });
    Object[] values = {
      7L,
      true,
      -1L,
      200L,
      new java.math.BigInteger("18446744073709551615"),
      0.1f + 0.0,
      new BigDecimal("12345678901234.567"),
      "ab",
      new byte[] {1, 2},
      -1L,
      5_000_000L,
      -1_000_000L,
      1_577_836_800_123_456_789L,
      new UUID(1, 2),
      List.of(1L, 2L),
      new Object[] {3L, "g"}
    };
    Regions own = new Regions(types).rows("t", values);
    List<List<@Nullable Object>> rows =
        own.run("select a.* from t a join t b on a.k = b.k where a.k > 0 order by a.k");
    assertThat(rows).hasSize(1);
    for (int i = 0; i < values.length; i++) {
      assertThat(rows.get(0).get(i)).isEqualTo(values[i]);
    }
    assertThat(own.run("select sum(i8), sum(u8), sum(u64), sum(r), sum(n), avg(u8) from t"))
        .containsExactly(
            list(
                -1L,
                200L,
                new BigDecimal("18446744073709551615"),
                0.1f + 0.0,
                new BigDecimal("12345678901234.567"),
                200.0));
    assertThat(own.run("select sum(i8) over (), sum(u8) over (), sum(u64) over () from t"))
        .containsExactly(list(-1L, 200L, new BigDecimal("18446744073709551615")));
    assertThat(own.run("select st, x, arr, count(*) from t group by st, x, arr")).hasSize(1);
    assertThat(own.run("select ts9 from t where ts9 > timestamp '2020-01-01 00:00:00.123456788'"))
        .hasSize(1);
    assertThat(own.run("select ts9 from t where ts9 > timestamp '2020-01-01 00:00:00.123456789'"))
        .isEmpty();
    assertThat(own.run("select max(ts9), count(distinct ts9) from t"))
        .containsExactly(list(1_577_836_800_123_456_789L, 1L));
    assertThat(own.run("select x.e from t, unnest(t.arr) as x(e)"))
        .containsExactlyInAnyOrder(list(1L), list(2L));
    assertThat(own.run("select a.c from t a join t b on a.c = b.c where a.c = 'ab'")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select cast(ts9 as time) from t",
        "select last_day(ts9) from t",
        "select sum(cast(extract(epoch from ts9) as bigint)) over (order by ts9) from t"
      })
  void whatWouldLoseDigitsOfATimeIsRefused(String sql) {
    Regions own =
        new Regions(
                new Fixture()
                    .table(
                        "t",
                        row ->
                            row.add("ts9", SqlTypeName.TIMESTAMP, 9)
                                .add("ts6", SqlTypeName.TIMESTAMP, 6)))
            .rows("t");
    assertThatThrownBy(() -> own.run(sql))
        .isInstanceOfSatisfying(
            QueryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_SUPPORTED));
  }

  @Test
  void failuresHaveTheirCode() {
    assertFails("select 1 / (id - 1) from emp", ErrorCode.DIVISION_BY_ZERO);
    assertFails("select cast(name as integer) from emp", ErrorCode.INVALID_TEXT);
  }

  @Test
  void errorsOfInputsPassUnchanged() {
    QueryException failure = new QueryException(ErrorCode.NUMERIC_OUT_OF_RANGE, "from below");
    RowOperator operator =
        EnumerableFallback.compile(regions.region("select count(*) from emp", true));
    RowOperator.RowCursor cursor =
        operator.open(
            List.of(
                () -> {
                  throw failure;
                }),
            new Object[0],
            Cancellation.NONE);
    assertThatThrownBy(cursor::hasNext).isSameAs(failure);
    cursor.close();
  }

  private void assertFails(String sql, ErrorCode code) {
    assertThatThrownBy(() -> regions.run(sql))
        .isInstanceOfSatisfying(QueryException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void matchRecognizeIsRefused() {
    assertFails(
        "select * from emp match_recognize (order by id measures last(up.id) as a"
            + " one row per match pattern (up up) define up as up.id > 0) as m",
        ErrorCode.NOT_SUPPORTED);
  }

  @Test
  void valuesNeedNoInput() {
    assertThat(regions.run("select * from (values (1, 'a'), (2, 'b')) as v(x, y) order by x desc"))
        .containsExactly(list(2L, "b"), list(1L, "a"));
    assertThat(Map.of("rows", regions.run("select 1 from emp limit 0")))
        .containsEntry("rows", List.of());
  }
}
