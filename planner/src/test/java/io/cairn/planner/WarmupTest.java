package io.cairn.planner;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.planner.exec.BatchCursor;
import io.cairn.planner.exec.QueryControl;
import io.cairn.planner.exec.WarmupStore;
import io.cairn.storage.vector.Batch;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class WarmupTest {
  /** A statement that fails would end it without a word. */
  @Test
  void runsEveryStatementAndMostOfThemFindRows() {
    int found = 0;
    try (Engine engine =
            new Engine(
                WarmupStore.create(), new EngineOptions("warmup", 1, 64 << 20, Path.of("/tmp")));
        Session session = engine.openSession()) {
      for (String statement : Warmup.statements()) {
        PreparedQuery query = session.prepare(statement);
        try (BatchCursor cursor =
            Objects.requireNonNull(
                session.execute(query, new Object[0], new QueryControl()).cursor())) {
          Batch batch = cursor.next();
          found += batch != null && batch.selectedCount() > 0 ? 1 : 0;
        }
      }
      assertThat(found).isGreaterThan(Warmup.statements().size() - 2);
    }
  }
}
