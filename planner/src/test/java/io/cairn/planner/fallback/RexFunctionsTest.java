package io.cairn.planner.fallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import io.cairn.planner.exec.expression.Expression;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RexFunctionsTest {
  private static final Map<String, Object> ROW =
      Map.ofEntries(
          Map.entry("b", true),
          Map.entry("i8", -8L),
          Map.entry("i16", -16L),
          Map.entry("i32", 32L),
          Map.entry("i64", 64L),
          Map.entry("u8", 200L),
          Map.entry("u16", 60_000L),
          Map.entry("u32", 4_000_000_000L),
          Map.entry("u64", new BigInteger("18446744073709551615")),
          Map.entry("r", 0.5),
          Map.entry("d", 2.25),
          Map.entry("n", new BigDecimal("12.345")),
          Map.entry("s", "Straße"),
          Map.entry("x", new byte[] {1, (byte) 0xff}),
          Map.entry("dt", 18_262L),
          Map.entry("t3", 3_600_000_000L),
          Map.entry("ts3", 1_577_836_800_123_000L),
          Map.entry("ts6", 1_577_836_800_123_456L),
          Map.entry("ts9", 1_577_836_800_123_456_789L),
          Map.entry("id", UUID.fromString("00000000-0000-0001-0000-000000000002")),
          Map.entry("arr", List.of(3L, 1L, 2L)));

  private final Fixture fixture =
      new Fixture()
          .table(
              "t",
              row -> {
                row.add("b", SqlTypeName.BOOLEAN)
                    .add("i8", SqlTypeName.TINYINT)
                    .add("i16", SqlTypeName.SMALLINT)
                    .add("i32", SqlTypeName.INTEGER)
                    .add("i64", SqlTypeName.BIGINT)
                    .add("u8", SqlTypeName.UTINYINT)
                    .add("u16", SqlTypeName.USMALLINT)
                    .add("u32", SqlTypeName.UINTEGER)
                    .add("u64", SqlTypeName.UBIGINT)
                    .add("r", SqlTypeName.REAL)
                    .add("d", SqlTypeName.DOUBLE)
                    .add("n", SqlTypeName.DECIMAL, 10, 3)
                    .add("s", SqlTypeName.VARCHAR)
                    .add("x", SqlTypeName.VARBINARY)
                    .add("dt", SqlTypeName.DATE)
                    .add("t3", SqlTypeName.TIME, 3)
                    .add("ts3", SqlTypeName.TIMESTAMP, 3)
                    .add("ts6", SqlTypeName.TIMESTAMP, 6)
                    .add("ts9", SqlTypeName.TIMESTAMP, 9)
                    .add("id", SqlTypeName.UUID);
                return withArray(row);
              });

  private static RelDataTypeFactory.Builder withArray(RelDataTypeFactory.Builder row) {
    io.cairn.planner.schema.CairnTypeFactory types = new io.cairn.planner.schema.CairnTypeFactory();
    row.add("arr", types.createArrayType(types.createSqlType(SqlTypeName.INTEGER), -1));
    row.nullableRecord(false);
    return row;
  }

  private RexCall call(String expression) {
    Project project = (Project) fixture.plan("select " + expression + " from t");
    while (project.getProjects().get(0) instanceof RexInputRef ref
        && project.getInput() instanceof Project below) {
      assertThat(ref.getIndex()).isZero();
      project = below;
    }
    return (RexCall) project.getProjects().get(0);
  }

  private RexFunctions.Compiled compile(String expression) {
    return RexFunctions.compile(fixture.rexBuilder(), call(expression));
  }

  private @Nullable Object evaluate(String expression) {
    return evaluate(compile(expression), Map.of());
  }

  private @Nullable Object evaluate(RexFunctions.Compiled compiled, Map<String, Object> changes) {
    List<String> names = fixture.plan("select * from t").getRowType().getFieldNames();
    @Nullable Object[] operands = new @Nullable Object[compiled.operands().size()];
    for (int i = 0; i < operands.length; i++) {
      String name = names.get(((RexInputRef) compiled.operands().get(i)).getIndex());
      operands[i] = changes.containsKey(name) ? changes.get(name) : ROW.get(name);
    }
    return compiled.function().forWorker().apply(operands);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "initcap(s) | Straße",
        "overlay(s placing 'xx' from 2 for 1) | Sxxraße",
        "concat(s, cast(i8 as varchar)) | Straße-8",
        "upper(s) like 'STRA%' | true",
        "regexp_replace(s, 'a.', 'o') | Stroe",
        "s similar to 'S%' | true",
        "ascii(s) | 83",
        "md5('abc') | 900150983cd24fb0d6963f7d28e17f72",
        "i8 + i16 | -24",
        "mod(i32, 5) | 2",
        "u8 + 1 | 201",
        "cast(u64 as decimal(20, 0)) | 18446744073709551615",
        "cast(3.7 as integer) + i32 | 36",
        "cbrt(cast(i64 as double)) | 4.0",
        "r * 3 | 1.5",
        "n * 2 | 24.690",
        "extract(year from dt) | 2020",
        "dt + interval '1' day | 18263",
        "dt + interval '1' month | 18293",
        "floor(ts3 to hour) | 1577836800000000",
        "cast(ts3 as date) | 18262",
        "timestampadd(second, 1, ts3) | 1577836801123000",
        "timestampadd(second, 1, ts9) | 1577836801123456789",
        "floor(ts6 to hour) | 1577836800000000",
        "ceil(ts9 to day) | 1577923200000000000",
        "ts6 + interval '1' month | 1580515200123456",
        "ts6 - interval '1' day | 1577750400123456",
        "timestampdiff(second, timestamp '2020-01-01 00:00:00.500000', ts6) | 0",
        "cast(ts9 as date) | 18262",
        "cast(dt as timestamp(9)) | 1577836800000000000",
        "cast(ts9 as timestamp(6)) | 1577836800123457",
        "cast(ts9 as timestamp(3)) | 1577836800123000",
        "cast(ts9 as timestamp(8)) | 1577836800123456790",
        "cast(ts6 as timestamp(4)) | 1577836800123500",
        "cast(ts6 as timestamp(9)) | 1577836800123456000",
        "cast(ts3 as timestamp(9)) | 1577836800123000000",
        "timestampdiff(second, timestamp '2020-01-01 00:00:10', ts9) | -9",
        "timestampdiff(minute, ts6, timestamp '2020-01-01 00:05:00') | 4",
        "cast(ts9 as varchar) | 2020-01-01 00:00:00.123456789",
        "cast(ts3 as varchar) | 2020-01-01 00:00:00.123",
        "cast(d as varchar) | 2.25",
        "cast(b as varchar) | true",
        "cast(x as varchar) | 01ff",
        "timestampdiff(day, timestamp '2019-12-31 00:00:00.000', ts3) | 1",
        "extract(hour from t3) | 1",
        "last_day(dt) | 18292",
        "cardinality(arr) | 3",
        "arr[1] | 3",
        "array[i32, 5] | [32, 5]",
        "coalesce(null, s) | Straße",
        "json_value('{\"a\": 7}', 'lax $.a') | 7",
        "cast(id as varchar) | 00000000-0000-0001-0000-000000000002",
        "case when d > 2 then 'yes' else 'no' end | yes",
        "nullif(i32, 32) | ",
        "log10(d) > 0 | true",
      })
  void evaluatesWhatTheEngineLacks(String expression, @Nullable String expected) {
    Object value = evaluate(expression);
    assertThat(value == null ? null : value.toString()).isEqualTo(expected);
  }

  @Test
  void resultsAreInBoxedForm() {
    assertThat(evaluate("i32 + i32")).isEqualTo(64L);
    assertThat(evaluate("r + r")).isEqualTo(1.0);
    assertThat((byte[]) evaluate("x || x")).containsExactly(1, 0xff, 1, 0xff);
    assertThat(evaluate("cast(i32 as decimal(5, 2))")).isEqualTo(new BigDecimal("32.00"));
  }

  @Test
  void nullOperandsGiveNull() {
    RexFunctions.Compiled compiled = compile("initcap(s)");
    java.util.HashMap<String, Object> nothing = new java.util.HashMap<>();
    nothing.put("s", null);
    assertThat(evaluate(compiled, nothing)).isNull();
  }

  @Test
  void nanIsAboveEverythingAndEqualToItself() {
    Map<String, Object> nan = Map.of("d", Double.NaN, "r", Double.NaN);
    assertThat(evaluate(compile("d > 1e300"), nan)).isEqualTo(true);
    assertThat(evaluate(compile("d = r"), nan)).isEqualTo(true);
    assertThat(evaluate(compile("d < 1e300 or d <> r"), nan)).isEqualTo(false);
    assertThat(evaluate(compile("d = r"), Map.of("d", -0.0, "r", 0.0))).isEqualTo(true);
  }

  @Test
  void textOrdersByCodePoint() {
    assertThat(evaluate(compile("s > '\uffee'"), Map.of("s", "\ud83d\ude00"))).isEqualTo(true);
  }

  @Test
  void nativePartsBecomeOperands() {
    RexCall call = call("initcap(s || upper(s))");
    RexFunctions.Compiled compiled =
        RexFunctions.compile(
            fixture.rexBuilder(),
            call,
            node -> node instanceof RexCall part && part.getOperator().getName().equals("||"));
    assertThat(compiled.operands()).hasSize(1);
    assertThat(compiled.operands().get(0)).isEqualTo(call.getOperands().get(0));
    assertThat(compiled.function().apply(new Object[] {"one two"})).isEqualTo("One Two");
  }

  @Test
  void parametersBecomeOperands() {
    RexCall call = call("initcap(cast(? as varchar))");
    RexFunctions.Compiled compiled = RexFunctions.compile(fixture.rexBuilder(), call);
    RexNode operand = compiled.operands().get(0);
    assertThat(operand).hasToString("?0");
    assertThat(compiled.function().apply(new Object[] {"ab"})).isEqualTo("Ab");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "i32 / (i32 - 32) | DIVISION_BY_ZERO",
        "ln(d - 2.25) | INVALID_LOGARITHM",
        "cast(s as integer) | INVALID_TEXT",
        "cast(s as date) | INVALID_TEXT",
        "cast(d * 1e30 as integer) | NUMERIC_OUT_OF_RANGE",
        "cast(n * 1000000000 as decimal(10, 3)) | NUMERIC_OUT_OF_RANGE",
        "regexp_replace(s, '(', 'o') | INVALID_ARGUMENT",
      })
  void failuresHaveTheirCode(String expression, ErrorCode code) {
    RexFunctions.Compiled compiled = compile(expression);
    assertThatThrownBy(() -> evaluate(compiled, Map.of()))
        .isInstanceOfSatisfying(
            QueryException.class, error -> assertThat(error.code()).isEqualTo(code));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "floor(ts6 to decade) | FLOOR",
        "cast(s as timestamp) | CAST",
        "cast(ts9 as time) | CAST",
        "last_day(ts9) | LAST_DAY",
        "timestampdiff(microsecond, ts9, timestamp '2021-01-01 00:00:00.123456789') |"
            + " TIMESTAMPDIFF",
      })
  void fineTimesAreRefusedByTheFunctionsName(String expression, String name) {
    assertThatThrownBy(() -> compile(expression))
        .isInstanceOfSatisfying(
            QueryException.class,
            error -> assertThat(error.code()).isEqualTo(ErrorCode.NOT_SUPPORTED))
        .hasMessageContaining(name)
        .hasMessageContaining("millisecond");
  }

  @Test
  void workersShareCodeAndNothingElse() throws InterruptedException {
    Expression.RowFunction function = compile("initcap(s)").function();
    Thread[] threads = new Thread[4];
    boolean[] equal = new boolean[threads.length];
    for (int t = 0; t < threads.length; t++) {
      int number = t;
      threads[t] =
          new Thread(
              () -> {
                Expression.RowFunction own = function.forWorker();
                boolean same = true;
                for (int i = 0; i < 20_000; i++) {
                  same &= ("Ab" + number + i).equals(own.apply(new Object[] {"aB" + number + i}));
                }
                equal[number] = same;
              });
      threads[t].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(equal).containsOnly(true);
  }
}
