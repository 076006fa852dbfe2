package io.cairn.planner;

import io.cairn.planner.catalog.Setting;
import java.nio.file.Path;
import java.util.List;

/**
 * How a database runs. Immutable.
 *
 * @param catalog the name of the database in SQL
 * @param threads threads that work on one statement, the calling one among them
 * @param memoryLimitBytes for state that grows with the data, over all statements
 * @param tempDir where such state goes when it may spill
 * @param settings what {@code cairn_catalog.settings} shows
 */
public record EngineOptions(
    String catalog, int threads, long memoryLimitBytes, Path tempDir, List<Setting> settings) {
  public EngineOptions {
    settings = List.copyOf(settings);
  }

  /** Options that show themselves as settings. */
  public EngineOptions(String catalog, int threads, long memoryLimitBytes, Path tempDir) {
    this(
        catalog,
        threads,
        memoryLimitBytes,
        tempDir,
        List.of(
            new Setting(
                "threads",
                Integer.toString(threads),
                Integer.toString(Runtime.getRuntime().availableProcessors()),
                "Threads that work on one statement"),
            new Setting(
                "memoryLimit",
                Long.toString(memoryLimitBytes),
                Long.toString(Runtime.getRuntime().maxMemory() / 4),
                "Bytes for state that grows with the data"),
            new Setting("tempDir", tempDir.toString(), "", "Directory for temporary files")));
  }

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
