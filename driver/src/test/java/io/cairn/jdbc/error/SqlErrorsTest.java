package io.cairn.jdbc.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import io.cairn.storage.error.StorageException;
import java.sql.BatchUpdateException;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransactionRollbackException;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SqlErrorsTest {
  private static final Map<StorageException.Kind, String> STATES =
      Map.ofEntries(
          Map.entry(StorageException.Kind.CANNOT_OPEN, "08001"),
          Map.entry(StorageException.Kind.CORRUPT, "XX001"),
          Map.entry(StorageException.Kind.UNSUPPORTED, "0A000"),
          Map.entry(StorageException.Kind.READ_ONLY, "25006"),
          Map.entry(StorageException.Kind.LOCKED, "55006"),
          Map.entry(StorageException.Kind.CONFLICT, "40001"),
          Map.entry(StorageException.Kind.FULL, "53100"),
          Map.entry(StorageException.Kind.CLOSED, "08003"),
          Map.entry(StorageException.Kind.IO, "58030"),
          Map.entry(StorageException.Kind.CANCELLED, "57014"),
          Map.entry(StorageException.Kind.MEMORY_LIMIT, "53200"),
          Map.entry(StorageException.Kind.DUPLICATE_KEY, "23505"),
          Map.entry(StorageException.Kind.NOT_NULL, "23502"),
          Map.entry(StorageException.Kind.EXISTS, "42P07"),
          Map.entry(StorageException.Kind.NOT_FOUND, "42P01"),
          Map.entry(StorageException.Kind.DEPENDENTS, "2BP01"),
          Map.entry(StorageException.Kind.OUT_OF_RANGE, "22003"),
          Map.entry(StorageException.Kind.TOO_LARGE, "54000"));

  @ParameterizedTest
  @EnumSource
  void keepsTheStateOfEveryErrorOfAStatement(ErrorCode code) {
    QueryException cause = new QueryException(code, "what is wrong", 2, 8, null);
    SQLException error = SqlErrors.of(cause);
    assertThat(error.getSQLState()).isEqualTo(code.sqlState());
    assertThat((Throwable) error).hasMessage("what is wrong (line 2, column 8)").hasCause(cause);
  }

  @ParameterizedTest
  @EnumSource
  void hasAStateForEveryKindOfStorageError(StorageException.Kind kind) {
    SQLException error = SqlErrors.of(new StorageException(kind, "what is wrong"));
    assertThat(error.getSQLState()).isEqualTo(STATES.get(kind));
    assertThat((Throwable) error).hasMessage("what is wrong");
  }

  @ParameterizedTest
  @EnumSource
  void choosesTheClassThatFitsTheState(SqlState state) {
    SQLException error = SqlErrors.create(state, "m", new IllegalStateException("c"));
    assertThat(error.getSQLState()).isEqualTo(state.code()).hasSize(5);
    assertThat((Throwable) error).hasMessage("m").hasCauseInstanceOf(IllegalStateException.class);
    switch (state.code().substring(0, 2)) {
      case "08" ->
          assertThat((Throwable) error).isInstanceOf(SQLNonTransientConnectionException.class);
      case "0A" ->
          assertThat((Throwable) error).isInstanceOf(SQLFeatureNotSupportedException.class);
      case "21", "22" -> assertThat((Throwable) error).isInstanceOf(SQLDataException.class);
      case "23" ->
          assertThat((Throwable) error)
              .isInstanceOf(SQLIntegrityConstraintViolationException.class);
      case "40" ->
          assertThat((Throwable) error).isInstanceOf(SQLTransactionRollbackException.class);
      case "3D", "3F", "42" ->
          assertThat((Throwable) error).isInstanceOf(SQLSyntaxErrorException.class);
      default -> assertThat((Throwable) error).isNotInstanceOf(SQLSyntaxErrorException.class);
    }
  }

  @Test
  void givesEachStateOnce() {
    assertThat(Arrays.stream(SqlState.values()).map(SqlState::code)).doesNotHaveDuplicates();
  }

  @Test
  void knowsEveryStateOfTheContract() {
    String contract =
        "42601 42P01 42703 3F000 42P07 42702 42883 42804 22003 22012 22P02 22001 22008 22023 23502"
            + " 23505 23514 23503 25006 2BP01 40001 53100 53200 54000 55006 55P03 57014 58030"
            + " 0A000 08001 08003 XX001 XX000";
    assertThat(Arrays.stream(SqlState.values()).map(SqlState::code)).contains(contract.split(" "));
  }

  @Test
  void tellsATimeoutFromACancel() {
    QueryException ended = new QueryException(ErrorCode.CANCELLED, "ended");
    assertThat((Throwable) SqlErrors.of(ended, true)).isInstanceOf(SQLTimeoutException.class);
    assertThat(SqlErrors.of(ended, true).getSQLState()).isEqualTo("57014");
    assertThat((Throwable) SqlErrors.of(ended, false)).isNotInstanceOf(SQLTimeoutException.class);
    StorageException stopped = new StorageException(StorageException.Kind.CANCELLED, "ended");
    assertThat((Throwable) SqlErrors.of(stopped, true)).isInstanceOf(SQLTimeoutException.class);
  }

  @Test
  void reportsTheUnexpectedAsOurBug() {
    SQLException error = SqlErrors.of(new IllegalStateException("surprise"));
    assertThat(error.getSQLState()).isEqualTo("XX000");
    assertThat((Throwable) error)
        .hasMessageContaining("surprise")
        .hasCauseInstanceOf(RuntimeException.class);
    assertThat(SqlErrors.of(new AssertionError("surprise")).getSQLState()).isEqualTo("XX000");
  }

  @Test
  void tellsWhatToDoWhenTheHeapOrTheStackIsFull() {
    assertThat(SqlErrors.of(new OutOfMemoryError("Java heap space")).getSQLState())
        .isEqualTo("53200");
    assertThat(SqlErrors.of(new StackOverflowError()).getSQLState()).isEqualTo("54000");
  }

  @Test
  void leavesAnSqlExceptionAsItIs() {
    SQLException error = SqlErrors.closed("connection");
    assertThat((Throwable) SqlErrors.of(error)).isSameAs(error);
    assertThat(error.getSQLState()).isEqualTo("08003");
  }

  @Test
  void namesTheEntryOfABatch() {
    BatchUpdateException error =
        SqlErrors.batch(2, new long[] {1, 1}, SqlErrors.create(SqlState.READ_ONLY, "read only"));
    assertThat((Throwable) error).hasMessageContaining("Entry 2").hasMessageContaining("read only");
    assertThat(error.getSQLState()).isEqualTo("25006");
    assertThat(error.getLargeUpdateCounts()).containsExactly(1, 1);
  }

  @Test
  void findsTheRowThatIsAtFault() {
    SQLException storage =
        SqlErrors.of(new StorageException(StorageException.Kind.DUPLICATE_KEY, "twice", 7));
    assertThat(SqlErrors.row(storage)).isEqualTo(7);
    QueryException wrong = new QueryException(ErrorCode.NUMERIC_OUT_OF_RANGE, "too large");
    assertThat(SqlErrors.row(SqlErrors.of(new QueryException(wrong, 3)))).isEqualTo(3);
    assertThat(SqlErrors.row(SqlErrors.of(wrong))).isEqualTo(-1);
    assertThat((Throwable) SqlErrors.batch(-1, new long[0], SqlErrors.of(wrong)))
        .hasMessage("The batch: too large");
  }
}
