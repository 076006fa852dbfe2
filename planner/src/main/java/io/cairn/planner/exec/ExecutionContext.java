package io.cairn.planner.exec;

import io.cairn.storage.Snapshot;
import org.jspecify.annotations.Nullable;

/**
 * What one execution of a plan runs under.
 *
 * @param parameters in boxed form, by position
 * @param workers runs parts of the plan in parallel; shared by every execution of a database
 * @param profile collects what EXPLAIN ANALYZE prints; null if nobody asked
 */
public record ExecutionContext(
    Snapshot snapshot,
    @Nullable Object[] parameters,
    QueryControl control,
    Workers workers,
    MemoryBudget memory,
    @Nullable Profile profile) {}
