package io.cairn.planner;

import java.nio.file.Path;

/**
 * How a database runs. Immutable.
 *
 * @param catalog the name of the database in SQL
 * @param threads threads that work on one statement, the calling one among them
 * @param memoryLimitBytes for state that grows with the data, over all statements
 * @param tempDir where such state goes when it may spill
 */
public record EngineOptions(String catalog, int threads, long memoryLimitBytes, Path tempDir) {
  /**
   * The machine's processors, a quarter of the heap, the system's directory for temporary files.
   */
  public static EngineOptions defaults(String catalog) {
    Runtime runtime = Runtime.getRuntime();
    return new EngineOptions(
        catalog,
        runtime.availableProcessors(),
        runtime.maxMemory() / 4,
        Path.of(System.getProperty("java.io.tmpdir")));
  }
}
