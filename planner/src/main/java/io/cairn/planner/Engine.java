package io.cairn.planner;

import io.cairn.planner.catalog.CatalogContext;
import io.cairn.planner.catalog.CatalogViews;
import io.cairn.planner.error.QueryException;
import io.cairn.planner.exec.MemoryBudget;
import io.cairn.planner.exec.Workers;
import io.cairn.planner.exec.plan.TableReference;
import io.cairn.planner.schema.CairnCatalogReader;
import io.cairn.planner.schema.CairnTypeFactory;
import io.cairn.planner.schema.SchemaName;
import io.cairn.planner.schema.SystemViews;
import io.cairn.planner.schema.TypeMapping;
import io.cairn.planner.translate.OperatorChoice;
import io.cairn.storage.ObjectPath;
import io.cairn.storage.Snapshot;
import io.cairn.storage.Source;
import io.cairn.storage.ViewDefinition;
import io.cairn.storage.type.Column;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Schema;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.jspecify.annotations.Nullable;

/**
 * A database under SQL: one source, its plan cache, its worker threads and its memory budget.
 * Thread-safe. Closing it closes the source.
 */
public final class Engine implements AutoCloseable {
  private final Source source;
  private final EngineOptions options;
  private final PlanCache plans = new PlanCache();
  private final Workers workers;
  private final MemoryBudget memory;

  /** For tests that compare the engine's operators with generated ones. */
  private final OperatorChoice operatorChoice =
      Boolean.getBoolean("cairn.forceFallback") ? OperatorChoice.GENERATED : OperatorChoice.NATIVE;

  private @Nullable SystemViews systemViews;

  public Engine(Source source, EngineOptions options) {
    this.source = source;
    this.options = options;
    this.workers = new Workers(options.threads());
    this.memory = new MemoryBudget(options.memoryLimitBytes());
  }

  public Source source() {
    return source;
  }

  public EngineOptions options() {
    return options;
  }

  /** A session in the root group. */
  public Session openSession() {
    return new Session(this);
  }

  OperatorChoice operatorChoice() {
    return operatorChoice;
  }

  PlanCache plans() {
    return plans;
  }

  Workers workers() {
    return workers;
  }

  MemoryBudget memory() {
    return memory;
  }

  /** Finds tables in a snapshot, single names in this schema. */
  CairnCatalogReader catalogReader(Snapshot snapshot, String schema, CairnTypeFactory typeFactory) {
    return new CairnCatalogReader(
        snapshot, this::systemView, options.catalog(), schema, typeFactory, ViewPlanner.INSTANCE);
  }

  /** Finds the catalog's own views; they load when first looked for. */
  @Nullable TableReference systemView(String schema, String name) {
    SystemViews views;
    synchronized (this) {
      views = systemViews;
      if (views == null) {
        views =
            new CatalogViews(
                new CatalogContext(options.catalog(), options::settings, this::viewColumns));
        systemViews = views;
      }
    }
    return views.find(schema, name);
  }

  private @Nullable Schema viewColumns(Snapshot snapshot, ObjectPath path, ViewDefinition view) {
    CairnCatalogReader catalog = catalogReader(snapshot, SchemaName.ROOT, new CairnTypeFactory());
    try {
      List<Column> columns = new ArrayList<>();
      for (RelDataTypeField field : catalog.readView(path, view).rowType().getFieldList()) {
        ColumnType type = TypeMapping.toStorage(field.getType());
        columns.add(Column.of(field.getName(), type, field.getType().isNullable()));
      }
      return new Schema(columns);
    } catch (QueryException broken) {
      // The view is listed without columns; a query over it says what is wrong.
      return null;
    }
  }

  @Override
  public void close() {
    workers.close();
    source.close();
  }
}
