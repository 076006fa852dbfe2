package io.cairn.planner;

import io.cairn.planner.exec.MemoryBudget;
import io.cairn.planner.exec.Workers;
import io.cairn.planner.schema.SystemViews;
import io.cairn.storage.Source;

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
    this.systemViews = (schema, name) -> null;
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
