package io.cairn.planner;

import io.cairn.storage.type.ColumnType;

/**
 * A parameter of a statement, as the statement's text implies it. Immutable.
 *
 * @param sqlType the type as SQL writes it
 */
public record ParameterColumn(ColumnType type, String sqlType) {}
