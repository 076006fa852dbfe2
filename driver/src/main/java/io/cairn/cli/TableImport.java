package io.cairn.cli;

import io.cairn.planner.exec.value.ValueText;
import io.cairn.storage.BatchReader;
import io.cairn.storage.ColumnDefinition;
import io.cairn.storage.ObjectPath;
import io.cairn.storage.Relation;
import io.cairn.storage.Scan;
import io.cairn.storage.ScanContext;
import io.cairn.storage.ScanRequest;
import io.cairn.storage.Split;
import io.cairn.storage.TableAppender;
import io.cairn.storage.TableDefinition;
import io.cairn.storage.Transaction;
import io.cairn.storage.error.StorageException;
import io.cairn.storage.predicate.Predicate;
import io.cairn.storage.type.Column;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnBuilder;
import io.cairn.storage.vector.ColumnVector;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Copies the rows of a relation into a new table. Memory holds a piece of rows at a time; the store
 * encodes pieces on threads of its own while the next ones are read.
 */
final class TableImport {
  private static final int PIECE_ROWS = 1 << 15;

  /** Bytes of one column that end a piece of fewer rows. */
  private static final long PIECE_BYTES = 8L << 20;

  /** The rows cannot be read or are none of a table; the store that they go to is fine. */
  static final class UnreadableException extends Exception {
    UnreadableException(RuntimeException cause) {
      super(cause.getMessage(), cause);
    }
  }

  private final Relation source;
  private final List<Integer> projection = new ArrayList<>();
  private final List<Column> columns = new ArrayList<>();
  private final List<ColumnBuilder> builders = new ArrayList<>();
  private final LongConsumer progress;

  /**
   * @param progress gets the number of rows of each piece
   */
  TableImport(Relation source, LongConsumer progress) {
    this.source = source;
    this.progress = progress;
    for (int i = 0; i < source.schema().size(); i++) {
      Column column = source.schema().column(i);
      if (column.role() != Column.Role.ROW_NUMBER) {
        projection.add(i);
        columns.add(column);
        builders.add(new ColumnBuilder(storedType(column).naturalLane()));
      }
    }
  }

  /** The type in the table: the same, but text for what a store has no column of. */
  private static ColumnType storedType(Column column) {
    boolean text =
        isText(column)
            || column.type() instanceof ColumnType.Enumeration
            || column.type() instanceof ColumnType.Reference;
    return text ? ColumnType.VARCHAR : column.type();
  }

  private static boolean isText(Column column) {
    return column.type().naturalLane() == Lane.OBJECT || column.type() instanceof ColumnType.Null;
  }

  /** Columns that become the JSON text of their values. */
  List<String> textColumns() {
    return columns.stream().filter(TableImport::isText).map(Column::name).toList();
  }

  /**
   * Makes the table and copies the rows.
   *
   * @return how many they were
   * @throws UnreadableException if they cannot be read
   * @throws StorageException if they cannot be written
   */
  long copy(Transaction changes, ObjectPath target) throws UnreadableException {
    changes.createTable(target, definition());
    TableAppender appender = changes.append(target);
    long rows = 0;
    for (Split split : scan().splits()) {
      try (BatchReader reader = open(split)) {
        while (read(reader)) {
          if (isPiece()) {
            rows += flush(appender);
          }
        }
      }
    }
    return rows + flush(appender);
  }

  private TableDefinition definition() throws UnreadableException {
    List<ColumnDefinition> definitions = new ArrayList<>();
    try {
      for (Column column : columns) {
        definitions.add(ColumnDefinition.of(column.name(), storedType(column), column.nullable()));
      }
      return new TableDefinition(definitions, List.of());
    } catch (IllegalArgumentException e) {
      throw new UnreadableException(e);
    }
  }

  private Scan scan() throws UnreadableException {
    try {
      return source.scan(new ScanRequest(projection, Predicate.all()));
    } catch (StorageException e) {
      throw new UnreadableException(e);
    }
  }

  private BatchReader open(Split split) throws UnreadableException {
    try {
      return split.open(ScanContext.unbounded(columns.size()));
    } catch (StorageException e) {
      throw new UnreadableException(e);
    }
  }

  /** Adds the next batch to the builders; false at the end. */
  private boolean read(BatchReader reader) throws UnreadableException {
    try {
      Batch batch = reader.next();
      if (batch == null) {
        return false;
      }
      for (int i = 0; i < builders.size(); i++) {
        append(builders.get(i), columns.get(i), batch.column(i), batch);
      }
      return true;
    } catch (StorageException e) {
      throw new UnreadableException(e);
    }
  }

  private static void append(
      ColumnBuilder builder, Column column, ColumnVector vector, Batch batch) {
    int @Nullable [] selection = batch.selection();
    if (!isText(column)) {
      builder.append(vector, selection, batch.selectedCount());
      return;
    }
    int[] nulls = vector.nulls();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < batch.selectedCount(); i++) {
      int row = selection == null ? i : selection[i];
      if (nulls != null && nulls[row] != 0) {
        builder.appendNull();
      } else {
        text.setLength(0);
        ValueText.append(text, vector, row, column.type());
        builder.appendText(text.toString());
      }
    }
  }

  private boolean isPiece() {
    if (builders.get(0).size() >= PIECE_ROWS) {
      return true;
    }
    for (ColumnBuilder builder : builders) {
      if (builder.rawBytes() >= PIECE_BYTES) {
        return true;
      }
    }
    return false;
  }

  private long flush(TableAppender appender) {
    long rows = builders.get(0).size();
    if (rows > 0) {
      appender.append(builders);
      builders.forEach(ColumnBuilder::clear);
      progress.accept(rows);
    }
    return rows;
  }
}
