package io.cairn.cancel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each operator stops when its statement is cancelled or its time is over, and the connection works
 * afterwards. How soon is measured by {@code sql-tests/bench cancel}; here a hang is what fails.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CancelTest {
  /** How long a query is left alone, so that it is in the middle of its work. */
  private static final long UNDISTURBED_MILLIS = 300;

  /** What nothing but a hang exceeds, on a busy machine too. */
  private static final long HANG_SECONDS = 60;

  @TempDir private static Path directory;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private @Nullable Connection opened;

  @BeforeAll
  void prepare() throws SQLException {
    opened =
        DriverManager.getConnection(
            "jdbc:cairn:" + directory.resolve("cancel.cairn") + ";threads=2;memoryLimit=64m");
    LongQuery.prepare(connection());
  }

  @AfterAll
  void close() throws SQLException {
    threads.shutdownNow();
    connection().close();
  }

  @ParameterizedTest
  @EnumSource
  void stopsWhenItIsCancelled(LongQuery query) throws Exception {
    try (Statement statement = connection().createStatement()) {
      Future<?> running = threads.submit(() -> drain(statement, query));
      assertThatThrownBy(() -> running.get(UNDISTURBED_MILLIS, TimeUnit.MILLISECONDS))
          .as("a query that runs for long")
          .isInstanceOf(TimeoutException.class);
      statement.cancel();
      assertThatThrownBy(() -> running.get(HANG_SECONDS, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).as("%s", e).isEqualTo("57014"));
    }
    assertWorks();
  }

  /** What watches the time is what cancels: some operators stand for all. */
  @ParameterizedTest
  @EnumSource(names = {"SCAN_AND_FILTER", "PROBE_WITH_MANY_MATCHES", "SORT", "GENERATED_CODE"})
  void stopsWhenItsTimeIsOver(LongQuery query) throws Exception {
    try (Statement statement = connection().createStatement()) {
      statement.setQueryTimeout(1);
      Future<?> running = threads.submit(() -> drain(statement, query));
      assertThatThrownBy(() -> running.get(HANG_SECONDS, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isInstanceOf(SQLTimeoutException.class);
    }
    assertWorks();
  }

  private Connection connection() {
    return Objects.requireNonNull(opened);
  }

  /** Threads and memory of the database are free again. */
  private void assertWorks() throws SQLException {
    try (Statement statement = connection().createStatement();
        ResultSet result =
            statement.executeQuery("SELECT count(DISTINCT word), sum(n) FROM numbers")) {
      assertThat(result.next()).isTrue();
      assertThat(result.getLong(1)).isEqualTo(100_003);
      assertThat(result.getLong(2)).isEqualTo(500_000_500_000L);
    }
  }

  private static Void drain(Statement statement, LongQuery query) throws SQLException {
    try (ResultSet result = statement.executeQuery(query.sql())) {
      while (result.next()) {
        result.getObject(1);
      }
      throw new AssertionError("The query ended by itself");
    }
  }
}
