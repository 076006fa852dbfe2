package io.cairn.jdbc;

import io.cairn.planner.Engine;
import io.cairn.planner.EngineOptions;
import io.cairn.planner.Warmup;
import io.cairn.storage.Source;

/**
 * An open database with the number of its connections. {@link Databases} guards the number and
 * closes the engine behind the last connection.
 */
final class Database {
  private final Object key;
  private final ConnectionOptions openedWith;
  private final Engine engine;
  private int connections;

  /**
   * @param key what tells this database from others of the virtual machine
   * @param openedWith the options of the connection that opened it
   */
  Database(Object key, ConnectionOptions openedWith, Source source, EngineOptions options) {
    this.key = key;
    this.openedWith = openedWith;
    this.engine = new Engine(source, options);
    Warmup.start();
  }

  Object key() {
    return key;
  }

  /** What decides over the file: the options of the first connection. */
  ConnectionOptions openedWith() {
    return openedWith;
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
