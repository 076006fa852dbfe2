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
import java.util.List;
import java.util.zip.CRC32;

/** Sums over all stored values of a relation, as the expected answers of the corpus have them. */
final class Digest {
  long numbers;
  long nonFinite;
  double sum;
  double sumOfAbsolutes;
  double weighted;
  long strings;
  long stringCrc;
  long booleans;
  long trues;
  long opaqueBytes;
  private long element;
  private boolean booleansAreNumbers;

  private Digest() {}

  /** Reads everything. */
  static Digest of(Relation relation, boolean booleansAreNumbers) {
    Digest digest = new Digest();
    digest.booleansAreNumbers = booleansAreNumbers;
    List<Integer> stored = new ArrayList<>();
    for (int k = 0; k < relation.schema().size(); k++) {
      if (relation.schema().column(k).role() == Column.Role.DATA) {
        stored.add(k);
      }
    }
    for (int k : stored) {
      digest.element = 0;
      Scan scan = relation.scan(new ScanRequest(List.of(k), Predicate.all()));
      ColumnType type = relation.schema().column(k).type();
      for (Split split : scan.splits()) {
        long rows = 0;
        try (BatchReader reader = split.open(ScanContext.unbounded(1))) {
          for (Batch batch = reader.next(); batch != null; batch = reader.next()) {
            rows += batch.rowCount();
            for (int row = 0; row < batch.rowCount(); row++) {
              digest.add(batch.column(0), type, row);
            }
          }
        }
        if (rows != split.rowCount()) {
          throw new AssertionError("split has " + rows + " rows, said " + split.rowCount());
        }
      }
    }
    return digest;
  }

  private void add(ColumnVector vector, ColumnType type, int row) {
    if (vector instanceof IntVector ints) {
      if (type.equals(ColumnType.BOOLEAN)) {
        booleans++;
        trues += ints.values()[row];
        if (!booleansAreNumbers) {
          text(ints.values()[row] != 0 ? "TRUE" : "FALSE");
          return;
        }
      }
      number(ints.values()[row]);
    } else if (vector instanceof LongVector longs) {
      long value = longs.values()[row];
      number(
          type.equals(ColumnType.UINT64) && value < 0 ? (value >>> 1) * 2.0 + (value & 1) : value);
    } else if (vector instanceof DoubleVector doubles) {
      number(doubles.values()[row]);
    } else if (type instanceof ColumnType.Bytes) {
      opaqueBytes += ((TextVector) vector).length(row);
    } else if (vector instanceof TextVector texts) {
      text(
          new String(
              texts.bytes(), texts.offsets()[row], texts.length(row), StandardCharsets.UTF_8));
    } else if (vector instanceof DictionaryVector codes) {
      text(vector.isNull(row) ? "" : codes.dictionary().text(codes.codes()[row]));
    }
  }

  private void number(double value) {
    numbers++;
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      nonFinite++;
    } else {
      sum += value;
      sumOfAbsolutes += Math.abs(value);
      weighted += value * (element % 251 + 1);
    }
    element++;
  }

  private void text(String text) {
    strings++;
    int end = text.length();
    while (end > 0 && (text.charAt(end - 1) == ' ' || text.charAt(end - 1) == 0)) {
      end--;
    }
    CRC32 crc = new CRC32();
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c < 127) {
        crc.update(c);
      }
    }
    stringCrc = (stringCrc + crc.getValue()) & 0xffffffffL;
  }
}
