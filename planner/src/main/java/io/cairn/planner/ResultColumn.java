package io.cairn.planner;

import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import org.jspecify.annotations.Nullable;

/**
 * A column of a result. Immutable.
 *
 * @param label the alias, or the name as the user or the file spells it
 * @param name the column's name in its table; the label where there is no table
 * @param sqlType the type as SQL writes it: {@code DECIMAL(38, 0)}, {@code INTEGER UNSIGNED}
 * @param lane how its vectors lie in memory
 * @param catalog of the column's table; null where the column is computed, as are schema and table
 */
public record ResultColumn(
    String label,
    String name,
    ColumnType type,
    String sqlType,
    boolean nullable,
    Lane lane,
    @Nullable String catalog,
    @Nullable String schema,
    @Nullable String table) {}
