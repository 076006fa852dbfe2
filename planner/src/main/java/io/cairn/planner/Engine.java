package io.cairn.planner;

import io.cairn.planner.catalog.CatalogContext;
import io.cairn.planner.catalog.CatalogViews;
import io.cairn.planner.catalog.Setting;
import io.cairn.planner.exec.MemoryBudget;
import io.cairn.planner.exec.Workers;
import io.cairn.planner.schema.SystemViews;
import io.cairn.storage.Source;
import java.util.List;

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
  private final SystemViews systemViews;

  public Engine(Source source, EngineOptions options) {
    this.source = source;
    this.options = options;
    this.workers = new Workers(options.threads());
    this.memory = new MemoryBudget(options.memoryLimitBytes());
    this.systemViews = new CatalogViews(new CatalogContext(options.catalog(), this::settings));
  }

  private List<Setting> settings() {
    EngineOptions defaults = EngineOptions.defaults(options.catalog());
    return List.of(
        new Setting(
            "threads",
            Integer.toString(options.threads()),
            Integer.toString(defaults.threads()),
            "Threads that work on one statement, the calling one among them"),
        new Setting(
            "memoryLimit",
            Long.toString(options.memoryLimitBytes()),
            Long.toString(defaults.memoryLimitBytes()),
            "Bytes for state that grows with the data, over all statements"),
        new Setting(
            "tempDir",
            options.tempDir().toString(),
            defaults.tempDir().toString(),
            "Directory for such state when it does not fit"),
        new Setting(
            "readOnly",
            Boolean.toString(source.isReadOnly()),
            "false",
            "Whether the format or the way it was opened forbids changes"));
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

  PlanCache plans() {
    return plans;
  }

  Workers workers() {
    return workers;
  }

  MemoryBudget memory() {
    return memory;
  }

  SystemViews systemViews() {
    return systemViews;
  }

  @Override
  public void close() {
    workers.close();
    source.close();
  }
}
