package io.cairn.planner;

import io.cairn.planner.error.QueryException;
import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.storage.memory.MemoryRelation;
import io.cairn.storage.memory.MemorySource;
import io.cairn.storage.type.Column;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import io.cairn.storage.type.Schema;
import java.util.List;
import org.assertj.core.api.Assertions;

/** A small database in memory with nested groups, and its plans. */
final class PlannedDatabase implements AutoCloseable {
  static final Schema SCHEMA =
      new Schema(
          List.of(
              Column.of("a", ColumnType.INT32, false),
              Column.of("b", ColumnType.FLOAT64, true),
              Column.of("name", ColumnType.VARCHAR, true),
              Column.of("u", ColumnType.UINT32, false),
              Column.of("value", ColumnType.INT64, false),
              new Column("rowid", ColumnType.INT64, false, Column.Role.ROW_NUMBER, Lane.LONG)));

  private final Engine engine;
  private final Session session;

  PlannedDatabase() {
    MemoryRelation rows =
        MemoryRelation.builder(SCHEMA)
            .row(1L, 2.5, "x", 7L, 9L, 0L)
            .row(2L, null, "y", 8L, 9L, 1L)
            .row(3L, Double.NaN, null, 9L, 10L, 2L)
            .build();
    MemorySource source =
        MemorySource.builder()
            .table("/t", rows)
            .table("/g/h/t2", rows)
            .table("/g/Mixed", rows)
            .table("/g/twin", rows)
            .table("/g/TWIN", rows)
            .table("/g/h/sp ace", rows)
            .table("/g/H", rows)
            .unsupported(
                "/g/broken",
                io.cairn.storage.NodeKind.ARRAY,
                "filter 32015 (zstd) is not supported")
            .build();
    engine = new Engine(source, EngineOptions.defaults("db"));
    session = engine.openSession();
  }

  Session session() {
    return session;
  }

  PreparedQuery prepare(String sql) {
    return session.prepare(sql);
  }

  PlanNode plan(String sql) {
    return ((Plan.Query) session.prepare(sql).plan()).executable().root();
  }

  /** The first scan below the root. */
  PlanNode.Scan scan(String sql) {
    PlanNode node = plan(sql);
    while (!(node instanceof PlanNode.Scan)) {
      node = node.inputs().get(0);
    }
    return (PlanNode.Scan) node;
  }

  QueryException error(String sql) {
    return Assertions.catchThrowableOfType(QueryException.class, () -> session.prepare(sql));
  }

  @Override
  public void close() {
    session.close();
    engine.close();
  }
}
