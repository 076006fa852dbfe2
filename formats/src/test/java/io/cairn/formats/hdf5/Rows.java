package io.cairn.formats.hdf5;

import io.cairn.storage.BatchReader;
import io.cairn.storage.Relation;
import io.cairn.storage.Scan;
import io.cairn.storage.ScanContext;
import io.cairn.storage.ScanRequest;
import io.cairn.storage.Split;
import io.cairn.storage.predicate.Predicate;
import io.cairn.storage.type.Column;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.DictionaryVector;
import io.cairn.storage.vector.DoubleVector;
import io.cairn.storage.vector.IntVector;
import io.cairn.storage.vector.LongVector;
import io.cairn.storage.vector.TextVector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Reads the rows of a relation as text: {@code \N} for NULL, doubles as Java prints them, bytes in
 * hexadecimal, times in microseconds.
 */
final class Rows {
  private Rows() {}

  /** Ordinals of the columns that the file stores. */
  static List<Integer> stored(Relation relation) {
    List<Integer> found = new ArrayList<>();
    for (int k = 0; k < relation.schema().size(); k++) {
      if (relation.schema().column(k).role() == Column.Role.DATA) {
        found.add(k);
      }
    }
    return found;
  }

  static List<List<String>> read(Relation relation, List<Integer> projection) {
    return read(relation, projection, Predicate.all(), ScanContext.unbounded(projection.size()));
  }

  /** All rows that the scan delivers; what it leaves of the predicate is ignored. */
  static List<List<String>> read(
      Relation relation, List<Integer> projection, Predicate predicate, ScanContext context) {
    Scan scan = relation.scan(new ScanRequest(projection, predicate));
    List<List<String>> rows = new ArrayList<>();
    for (Split split : scan.splits()) {
      long before = rows.size();
      try (BatchReader reader = split.open(context)) {
        for (Batch batch = reader.next(); batch != null; batch = reader.next()) {
          append(rows, batch, relation, projection);
        }
      }
      if (rows.size() - before != split.rowCount()) {
        throw new AssertionError(
            "A split delivered " + (rows.size() - before) + " rows and said " + split.rowCount());
      }
    }
    return rows;
  }

  private static void append(
      List<List<String>> rows, Batch batch, Relation relation, List<Integer> projection) {
    if (batch.rowCount() == 0) {
      throw new AssertionError("A batch has no rows");
    }
    for (int row = 0; row < batch.rowCount(); row++) {
      List<String> cells = new ArrayList<>();
      for (int k = 0; k < projection.size(); k++) {
        cells.add(cell(batch.column(k), relation.schema().column(projection.get(k)).type(), row));
      }
      rows.add(cells);
    }
  }

  private static String cell(ColumnVector vector, ColumnType type, int row) {
    if (vector.isNull(row)) {
      return "\\N";
    }
    if (vector instanceof IntVector ints) {
      int value = ints.values()[row];
      return type.equals(ColumnType.BOOLEAN) ? String.valueOf(value == 1) : String.valueOf(value);
    }
    if (vector instanceof LongVector longs) {
      long value = longs.values()[row];
      return type.equals(ColumnType.UINT64) ? Long.toUnsignedString(value) : String.valueOf(value);
    }
    if (vector instanceof DoubleVector doubles) {
      return Double.toString(doubles.values()[row]);
    }
    if (vector instanceof TextVector texts && type instanceof ColumnType.Bytes) {
      return HexFormat.of()
          .formatHex(texts.bytes(), texts.offsets()[row], texts.offsets()[row + 1]);
    }
    if (vector instanceof TextVector texts) {
      return new String(
          texts.bytes(), texts.offsets()[row], texts.length(row), StandardCharsets.UTF_8);
    }
    DictionaryVector codes = (DictionaryVector) vector;
    return codes.dictionary().text(codes.codes()[row]);
  }
}
