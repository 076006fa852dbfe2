package io.cairn.planner;

import io.cairn.planner.exec.BatchCursor;
import org.jspecify.annotations.Nullable;

/**
 * What an execution gave: rows, or a count. Whoever gets it closes its cursor.
 *
 * @param cursor the rows; null for statements without rows
 * @param updateCount rows changed; 0 for statements that change none, -1 where there are rows
 */
public record Result(@Nullable BatchCursor cursor, long updateCount) {}
