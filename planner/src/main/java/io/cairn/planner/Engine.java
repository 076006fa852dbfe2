package io.cairn.planner;

import io.cairn.storage.Source;

/**
 * A database under SQL: one source, its plan cache, its worker threads and its memory budget.
 * Thread-safe. Closing it closes the source.
 */
public final class Engine implements AutoCloseable {
  private final Source source;
  private final EngineOptions options;

  public Engine(Source source, EngineOptions options) {
    this.source = source;
    this.options = options;
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

  @Override
  public void close() {
    source.close();
  }
}
