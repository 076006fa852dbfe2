package io.cairn.planner.exec.plan;

/** A column to order by. NaN is above every number. */
public record SortKey(int column, boolean descending, boolean nullsFirst) {}
