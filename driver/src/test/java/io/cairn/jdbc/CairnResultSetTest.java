package io.cairn.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cairn.planner.ResultColumn;
import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import io.cairn.planner.exec.BatchCursor;
import io.cairn.storage.error.StorageException;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.IntVector;
import io.cairn.storage.vector.TextVector;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CairnResultSetTest {
  private static final List<ResultColumn> ID =
      List.of(Batches.column("id", ColumnType.INT32, "INTEGER"));

  private Connection connection;

  @BeforeEach
  void connect() throws SQLException {
    connection = DriverManager.getConnection("jdbc:cairn:");
  }

  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
  }

  private static Batch ints(int... values) {
    int[] lane = new int[Batch.CAPACITY];
    System.arraycopy(values, 0, lane, 0, values.length);
    return new Batch(new IntVector[] {new IntVector(lane, null)}, values.length);
  }

  private static String stateOf(ThrowingCallable call) {
    SQLException error = catchThrowableOfType(SQLException.class, call);
    assertThat((Throwable) error).isNotNull();
    return error.getSQLState();
  }

  @Test
  void walksOverBatchesAndSelections() throws SQLException {
    Batch selected = ints(10, 11, 12, 13, 14);
    selected.select(new int[] {1, 4, 9, 9}, 2);
    ResultSet rows = Batches.show(connection, ID, List.of(ints(1, 2), selected, ints(7)));
    StringBuilder seen = new StringBuilder();
    while (rows.next()) {
      seen.append(rows.getRow()).append(':').append(rows.getInt(1)).append(' ');
    }
    assertThat(seen).hasToString("1:1 2:2 3:11 4:14 5:7 ");
    assertThat(rows.next()).isFalse();
  }

  @Test
  void knowsWhereItStands() throws SQLException {
    ResultSet rows = Batches.show(connection, ID, List.of(ints(1, 2)));
    assertThat(rows.isBeforeFirst()).isTrue();
    assertThat(rows.isFirst()).isFalse();
    assertThat(rows.getRow()).isZero();
    rows.beforeFirst();
    assertThat(rows.next()).isTrue();
    assertThat(rows.isBeforeFirst()).isFalse();
    assertThat(rows.isFirst()).isTrue();
    assertThat(rows.getRow()).isOne();
    assertThat(rows.next()).isTrue();
    assertThat(rows.isFirst()).isFalse();
    assertThat(rows.isAfterLast()).isFalse();
    assertThat(rows.next()).isFalse();
    assertThat(rows.isAfterLast()).isTrue();
    assertThat(rows.getRow()).isZero();
    assertThat(stateOf(rows::beforeFirst)).isEqualTo("0A000");
  }

  @Test
  void isNeitherBeforeNorBehindRowsThatThereAreNoneOf() throws SQLException {
    ResultSet rows = Batches.show(connection, ID, List.of());
    assertThat(rows.isBeforeFirst()).isFalse();
    assertThat(rows.next()).isFalse();
    assertThat(rows.isAfterLast()).isFalse();
  }

  @Test
  void refusesToReadWithoutARow() throws SQLException {
    ResultSet rows = Batches.show(connection, ID, List.of(ints(1)));
    assertThat(stateOf(() -> rows.getInt(1))).isEqualTo("24000");
    rows.next();
    assertThat(stateOf(() -> rows.getInt(0))).isEqualTo("07009");
    assertThat(stateOf(() -> rows.getInt(2))).isEqualTo("07009");
    rows.next();
    assertThat(stateOf(() -> rows.getString(1))).isEqualTo("24000");
    rows.close();
    rows.close();
    assertThat(rows.isClosed()).isTrue();
    assertThat(stateOf(() -> rows.getInt(1))).isEqualTo("08003");
    assertThat(stateOf(rows::next)).isEqualTo("08003");
    assertThat(stateOf(rows::wasNull)).isEqualTo("08003");
    assertThat(stateOf(rows::getMetaData)).isEqualTo("08003");
  }

  @Test
  void findsLabelsExactlyThenInAnyCase() throws SQLException {
    List<ResultColumn> columns =
        List.of(
            Batches.column("Name", ColumnType.INT32, "INTEGER"),
            Batches.column("name", ColumnType.INT32, "INTEGER"),
            Batches.column("other", ColumnType.INT32, "INTEGER"));
    IntVector one = new IntVector();
    ResultSet rows = Batches.show(connection, columns, 1, one, one, one);
    assertThat(rows.findColumn("name")).isEqualTo(2);
    assertThat(rows.findColumn("Name")).isEqualTo(1);
    assertThat(rows.findColumn("NAME")).isEqualTo(1);
    assertThat(rows.findColumn("OTHER")).isEqualTo(3);
    SQLException error = catchThrowableOfType(SQLException.class, () -> rows.findColumn("nmae"));
    assertThat(error.getSQLState()).isEqualTo("42703");
    assertThat((Throwable) error)
        .hasMessageContaining("nmae")
        .hasMessageContaining("Name, name, other");
  }

  @Test
  void stopsAtTheLimitOfRows() throws SQLException {
    Statement statement = connection.createStatement();
    statement.setMaxRows(3);
    ResultSet rows =
        ((CairnStatement) statement)
            .show(
                Batches.cursor(List.of(ints(1, 2), ints(3, 4))),
                new ResultShape(ID),
                new io.cairn.planner.exec.QueryControl());
    int count = 0;
    while (rows.next()) {
      count++;
    }
    assertThat(count).isEqualTo(3);
    assertThat(rows.isAfterLast()).isTrue();
  }

  @Test
  void closesItsCursorAtTheEndAndWithTheStatement() throws SQLException {
    int[] closed = new int[1];
    BatchCursor cursor = counting(closed);
    ResultSet rows = Batches.show(connection, ID, cursor);
    assertThat(rows.next()).isFalse();
    assertThat(closed[0]).isOne();
    ResultSet others = Batches.show(connection, ID, counting(closed));
    others.getStatement().close();
    assertThat(closed[0]).isEqualTo(2);
    assertThat(others.isClosed()).isTrue();
    assertThat(stateOf(others::next)).isEqualTo("08003");
  }

  private static BatchCursor counting(int[] closed) {
    return new BatchCursor() {
      @Override
      public @Nullable Batch next() {
        return null;
      }

      @Override
      public void close() {
        closed[0]++;
      }
    };
  }

  @Test
  void closesTheStatementThatClosesOnCompletion() throws SQLException {
    ResultSet rows = Batches.show(connection, ID, List.of());
    Statement statement = rows.getStatement();
    statement.closeOnCompletion();
    assertThat(statement.isCloseOnCompletion()).isTrue();
    rows.close();
    assertThat(statement.isClosed()).isTrue();
  }

  @Test
  void turnsFailuresOfEveryLayerIntoSqlExceptions() throws SQLException {
    assertThat(stateOf(() -> failing(new QueryException(ErrorCode.DIVISION_BY_ZERO, "m")).next()))
        .isEqualTo("22012");
    assertThat(
            stateOf(() -> failing(new StorageException(StorageException.Kind.CORRUPT, "m")).next()))
        .isEqualTo("XX001");
    assertThat(stateOf(() -> failing(new ArithmeticException("m")).next())).isEqualTo("XX000");
    assertThat(stateOf(() -> failing(new OutOfMemoryError("m")).next())).isEqualTo("53200");
  }

  private ResultSet failing(Throwable failure) throws SQLException {
    return Batches.show(
        connection,
        ID,
        new BatchCursor() {
          @Override
          public Batch next() {
            if (failure instanceof RuntimeException e) {
              throw e;
            }
            throw (Error) failure;
          }

          @Override
          public void close() {}
        });
  }

  @Test
  void decodesAColumnOnlyWhenItIsRead() throws SQLException {
    List<ResultColumn> columns =
        List.of(
            Batches.column("a", ColumnType.INT32, "INTEGER"),
            Batches.column("b", ColumnType.INT32, "INTEGER"));
    Batch batch =
        new Batch(
            2,
            ordinal -> {
              if (ordinal == 1) {
                throw new StorageException(StorageException.Kind.CORRUPT, "chunk 3 of b");
              }
              return new IntVector();
            });
    batch.reset(2);
    ResultSet rows = Batches.show(connection, columns, List.of(batch));
    assertThat(rows.next()).isTrue();
    assertThat(rows.getInt(1)).isZero();
    SQLException error = catchThrowableOfType(SQLException.class, () -> rows.getInt(2));
    assertThat(error.getSQLState()).isEqualTo("XX001");
    assertThat((Throwable) error).hasMessage("chunk 3 of b");
    assertThat(rows.next()).isTrue();
  }

  @Test
  void saysWhetherTheLastValueWasNull() throws SQLException {
    int[] nulls = new int[Batch.CAPACITY];
    nulls[1] = -1;
    int[] offsets = new int[Batch.CAPACITY + 1];
    byte[] bytes = "ab".getBytes(StandardCharsets.UTF_8);
    offsets[1] = 1;
    offsets[2] = 1;
    offsets[3] = 2;
    ResultSet rows =
        Batches.show(
            connection,
            List.of(
                Batches.column("n", ColumnType.INT32, "INTEGER"),
                Batches.column("s", ColumnType.VARCHAR, "VARCHAR")),
            3,
            new IntVector(new int[Batch.CAPACITY], nulls),
            new TextVector(bytes, offsets, nulls));
    rows.next();
    assertThat(rows.getInt(1)).isZero();
    assertThat(rows.wasNull()).isFalse();
    assertThat(rows.getString(2)).isEqualTo("a");
    rows.next();
    assertThat(rows.getInt(1)).isZero();
    assertThat(rows.wasNull()).isTrue();
    assertThat(rows.getObject(1)).isNull();
    assertThat(rows.getObject(1, Long.class)).isNull();
    assertThat(rows.getString("s")).isNull();
    assertThat(rows.getBytes("S")).isNull();
    assertThat(rows.getBoolean("n")).isFalse();
    assertThat(rows.getTimestamp("n")).isNull();
    assertThat(rows.getBigDecimal("n")).isNull();
    assertThat(rows.getCharacterStream("s")).isNull();
    rows.next();
    assertThat(rows.getString(2)).isEqualTo("b");
    assertThat(rows.wasNull()).isFalse();
  }

  @Test
  void refusesUpdatesAndScrollingByName() throws SQLException {
    ResultSet rows = Batches.show(connection, ID, List.of(ints(1)));
    rows.next();
    assertThat(stateOf(() -> rows.updateInt(1, 2))).isEqualTo("0A000");
    assertThat(stateOf(() -> rows.updateString("id", "x"))).isEqualTo("0A000");
    assertThat(stateOf(rows::insertRow)).isEqualTo("0A000");
    assertThat(stateOf(rows::deleteRow)).isEqualTo("0A000");
    assertThat(stateOf(rows::previous)).isEqualTo("0A000");
    assertThat(stateOf(rows::last)).isEqualTo("0A000");
    assertThat(stateOf(() -> rows.absolute(1))).isEqualTo("0A000");
    assertThat(stateOf(() -> rows.setFetchDirection(ResultSet.FETCH_REVERSE))).isEqualTo("22023");
    assertThat(stateOf(() -> rows.setFetchSize(-1))).isEqualTo("22023");
    assertThat(rows.getType()).isEqualTo(ResultSet.TYPE_FORWARD_ONLY);
    assertThat(rows.getConcurrency()).isEqualTo(ResultSet.CONCUR_READ_ONLY);
    assertThat(rows.rowUpdated()).isFalse();
    assertThatCode(() -> rows.setFetchSize(100)).doesNotThrowAnyException();
  }
}
