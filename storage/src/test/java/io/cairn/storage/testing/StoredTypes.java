package io.cairn.storage.testing;

import io.cairn.storage.type.ColumnType;
import java.util.List;

/** One type of each kind that a table of a store can hold. */
public final class StoredTypes {
  public static final List<ColumnType> ALL =
      List.of(
          ColumnType.BOOLEAN,
          ColumnType.INT8,
          ColumnType.INT16,
          ColumnType.INT32,
          ColumnType.INT64,
          ColumnType.UINT8,
          ColumnType.UINT16,
          ColumnType.UINT32,
          ColumnType.UINT64,
          ColumnType.FLOAT32,
          ColumnType.FLOAT64,
          new ColumnType.Decimal(9, 2),
          new ColumnType.Decimal(38, 10),
          new ColumnType.Text(10, true),
          ColumnType.VARCHAR,
          new ColumnType.Bytes(4, true),
          ColumnType.VARBINARY,
          ColumnType.DATE,
          new ColumnType.Time(6),
          new ColumnType.Timestamp(6, false),
          new ColumnType.Timestamp(9, true),
          new ColumnType.Uuid());

  private StoredTypes() {}
}
