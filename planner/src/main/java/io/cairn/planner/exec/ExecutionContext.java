package io.cairn.planner.exec;

import io.cairn.storage.Snapshot;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What one execution of a plan runs under.
 *
 * @param parameters in boxed form, by position
 * @param workers runs parts of the plan in parallel; shared by every execution of a database
 * @param tempDirectory where state goes that the memory budget does not hold
 * @param profile collects what EXPLAIN ANALYZE prints; null if nobody asked
 */
public record ExecutionContext(
    Snapshot snapshot,
    @Nullable Object[] parameters,
    QueryControl control,
    Workers workers,
    MemoryBudget memory,
    Path tempDirectory,
    @Nullable Profile profile) {
  /** With the system's directory for temporary files. */
  public ExecutionContext(
      Snapshot snapshot,
      @Nullable Object[] parameters,
      QueryControl control,
      Workers workers,
      MemoryBudget memory,
      @Nullable Profile profile) {
    this(
        snapshot,
        parameters,
        control,
        workers,
        memory,
        Path.of(System.getProperty("java.io.tmpdir")),
        profile);
  }
}
