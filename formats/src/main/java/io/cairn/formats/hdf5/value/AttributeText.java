package io.cairn.formats.hdf5.value;

import io.cairn.formats.hdf5.structure.AttributeContent;
import io.cairn.formats.hdf5.structure.Dataspace;
import io.cairn.formats.hdf5.structure.Hdf5File;
import io.cairn.storage.Attribute;
import io.cairn.storage.error.StorageException;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.DictionaryVector;
import io.cairn.storage.vector.DoubleVector;
import io.cairn.storage.vector.IntVector;
import io.cairn.storage.vector.LongVector;
import io.cairn.storage.vector.TextVector;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;

/** Attributes as text: a single value as SQL prints it, several as a JSON array. */
public final class AttributeText {
  private AttributeText() {}

  /** The attribute with its value, or with the reason in angle brackets why there is none. */
  public static Attribute of(Hdf5File file, AttributeContent content, ValueColumns.Writer writer) {
    Dataspace space = content.dataspace();
    var datatype = content.datatype();
    if (content.problem() != null || space == null || datatype == null) {
      return new Attribute(content.name(), "", "", "<" + content.problem() + ">");
    }
    String value;
    try {
      List<ValueColumn> columns = ValueColumns.of(datatype, writer);
      value = space.empty() ? "" : text(file, content.data(), space, datatype.size(), columns);
    } catch (StorageException failure) {
      value = "<" + failure.getMessage() + ">";
    }
    return new Attribute(content.name(), datatype.name(), space.words(), value);
  }

  private static String text(
      Hdf5File file, byte[] data, Dataspace space, int elementBytes, List<ValueColumn> columns) {
    int count = (int) space.count();
    boolean single = space.extents().isEmpty();
    boolean plain = columns.size() == 1 && columns.get(0).name().isEmpty();
    ColumnDecoder[] decoders = new ColumnDecoder[columns.size()];
    for (int k = 0; k < decoders.length; k++) {
      decoders[k] = columns.get(k).factory().create(file);
    }
    StringBuilder out = new StringBuilder(single ? "" : "[");
    for (int start = 0; start < count; start += Batch.CAPACITY) {
      int rows = Math.min(Batch.CAPACITY, count - start);
      ColumnVector[] vectors = new ColumnVector[decoders.length];
      for (int k = 0; k < decoders.length; k++) {
        vectors[k] =
            decoders[k].decode(
                data, start * elementBytes + columns.get(k).offset(), elementBytes, rows);
      }
      for (int row = 0; row < rows; row++) {
        out.append(start + row > 0 ? "," : "");
        if (plain) {
          value(out, vectors[0], columns.get(0).type(), row, !single);
        } else {
          fields(out, vectors, columns, row);
        }
      }
    }
    return out.append(single ? "" : "]").toString();
  }

  private static void fields(
      StringBuilder out, ColumnVector[] vectors, List<ValueColumn> columns, int row) {
    out.append('{');
    for (int k = 0; k < vectors.length; k++) {
      out.append(k > 0 ? "," : "");
      quoted(out, columns.get(k).name());
      out.append(':');
      value(out, vectors[k], columns.get(k).type(), row, true);
    }
    out.append('}');
  }

  private static void value(
      StringBuilder out, ColumnVector vector, ColumnType type, int row, boolean json) {
    if (vector.isNull(row)) {
      out.append(json ? "null" : "NULL");
    } else if (vector instanceof IntVector ints) {
      int value = ints.values()[row];
      out.append(
          type.equals(ColumnType.BOOLEAN) ? String.valueOf(value != 0) : String.valueOf(value));
    } else if (vector instanceof LongVector longs) {
      long value = longs.values()[row];
      if (type instanceof ColumnType.Timestamp) {
        text(out, timestamp(value), json);
        return;
      }
      out.append(
          type.equals(ColumnType.UINT64) ? Long.toUnsignedString(value) : Long.toString(value));
    } else if (vector instanceof DoubleVector doubles) {
      double value = doubles.values()[row];
      String text =
          type.equals(ColumnType.FLOAT64) ? Double.toString(value) : Float.toString((float) value);
      boolean number = !Double.isNaN(value) && !Double.isInfinite(value);
      out.append(json && !number ? '"' + text + '"' : text);
    } else if (vector instanceof TextVector texts) {
      int start = texts.offsets()[row];
      String text =
          type instanceof ColumnType.Bytes
              ? HexFormat.of().formatHex(texts.bytes(), start, start + texts.length(row))
              : new String(texts.bytes(), start, texts.length(row), StandardCharsets.UTF_8);
      text(out, text, json);
    } else if (vector instanceof DictionaryVector codes) {
      text(out, codes.dictionary().text(codes.codes()[row]), json);
    } else {
      throw new AssertionError(vector);
    }
  }

  /** A point in time as SQL prints it: a fraction only if it is not zero. */
  private static String timestamp(long micros) {
    Instant instant = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    String[] parts = instant.atOffset(ZoneOffset.UTC).toLocalDateTime().toString().split("T");
    String time = parts[1].length() == 5 ? parts[1] + ":00" : parts[1];
    while (time.indexOf('.') >= 0 && time.endsWith("0")) {
      time = time.substring(0, time.length() - 1);
    }
    return parts[0] + " " + time + "+00:00";
  }

  private static void text(StringBuilder out, String text, boolean json) {
    if (json) {
      quoted(out, text);
    } else {
      out.append(text);
    }
  }

  private static void quoted(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ') {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
