package io.cairn.storage.memory;

import io.cairn.storage.type.Column;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Schema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects rows in boxed form into a {@link MemoryRelation}. One thread at a time; builds once. */
public final class MemoryRelationBuilder {
  private final Schema schema;
  private final ColumnAppender[] appenders;
  private int splitRows = MemoryRelation.DEFAULT_SPLIT_ROWS;
  private PredicateUse predicateUse = PredicateUse.EXACT;
  private int rowCount;

  MemoryRelationBuilder(Schema schema) {
    this.schema = schema;
    appenders = new ColumnAppender[schema.size()];
    for (int i = 0; i < appenders.length; i++) {
      Column column = schema.column(i);
      appenders[i] = ColumnAppender.of(column, column.type() instanceof ColumnType.Enumeration);
    }
  }

  /**
   * Appends a row, one value a column; null is NULL. Values are in boxed form by type: Bool {@code
   * Boolean}; Int {@code Long}, unsigned 64-bit {@code java.math.BigInteger}; FloatingPoint {@code
   * Double}; Decimal {@code BigDecimal}; Text, Enumeration and Reference {@code String}; Bytes
   * {@code byte[]}; Date {@code Long} days; Time, Timestamp and Interval {@code Long} in the lane's
   * unit; Uuid {@code java.util.UUID}; Complex {@code double[2]}; Row {@code Object[]}; Array
   * {@code List}; Mapping {@code Map}.
   *
   * @throws IllegalArgumentException if a value is not of its column's type or does not fit it
   */
  public MemoryRelationBuilder row(@Nullable Object... values) {
    if (values.length != appenders.length) {
      throw new IllegalArgumentException(
          "Row "
              + rowCount
              + " has "
              + values.length
              + " values, expected one for each of "
              + appenders.length
              + " columns");
    }
    for (int i = 0; i < values.length; i++) {
      appenders[i].append(values[i]);
    }
    rowCount++;
    return this;
  }

  /** Appends every row as {@link #row} does. */
  public MemoryRelationBuilder rows(Iterable<@Nullable Object[]> rows) {
    for (@Nullable Object[] row : rows) {
      row(row);
    }
    return this;
  }

  /**
   * Delivers a column of lane TEXT as codes into a dictionary. Enumerations are delivered so in any
   * case.
   *
   * @throws IllegalStateException if there are rows already
   * @throws IllegalArgumentException if there is no such column or it is of another lane
   */
  public MemoryRelationBuilder dictionary(String column) {
    if (rowCount > 0) {
      throw new IllegalStateException("A dictionary has to be chosen before the first row");
    }
    int ordinal = schema.indexOf(column);
    if (ordinal < 0) {
      throw new IllegalArgumentException("There is no column " + column + " in " + schema);
    }
    appenders[ordinal] = ColumnAppender.of(schema.column(ordinal), true);
    return this;
  }

  /** Rows of a split; {@link MemoryRelation#DEFAULT_SPLIT_ROWS} if not called. */
  public MemoryRelationBuilder splitRows(int rows) {
    splitRows = rows;
    return this;
  }

  /** {@link PredicateUse#EXACT} if not called. */
  public MemoryRelationBuilder predicateUse(PredicateUse use) {
    predicateUse = use;
    return this;
  }

  public MemoryRelation build() {
    List<MemoryColumn> columns = new ArrayList<>();
    for (ColumnAppender appender : appenders) {
      columns.add(appender.build());
    }
    return MemoryRelation.ofColumns(rowCount, columns)
        .withSplitRows(splitRows)
        .withPredicateUse(predicateUse);
  }
}
