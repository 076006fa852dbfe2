package io.cairn.jdbc;

import io.cairn.planner.Engine;
import io.cairn.planner.EngineOptions;
import io.cairn.storage.Source;

/**
 * An open database with the number of its connections. {@link Databases} guards the number and
 * closes the engine behind the last connection.
 */
final class Database {
  private final Object key;
  private final Engine engine;
  private int connections;

  /**
   * @param key what tells this database from others of the virtual machine
   */
  Database(Object key, Source source, EngineOptions options) {
    this.key = key;
    this.engine = new Engine(source, options);
  }

  Object key() {
    return key;
  }

  Engine engine() {
    return engine;
  }

  Database retain() {
    connections++;
    return this;
  }

  /** Gives one connection back; true if it was the last. */
  boolean release() {
    connections--;
    return connections == 0;
  }
}
