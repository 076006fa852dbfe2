package io.cairn.planner.parse;

import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/**
 * A column in CREATE TABLE. Immutable.
 *
 * @param type null where the query after AS gives it
 * @param nullable null where neither NULL nor NOT NULL is written
 * @param value a {@link SqlDefaultText}; null where no DEFAULT is written
 */
public record ColumnDeclaration(
    SqlIdentifier name,
    @Nullable SqlDataTypeSpec type,
    @Nullable Boolean nullable,
    @Nullable SqlNode value) {}
