package io.cairn.formats.hdf5;

import io.cairn.formats.hdf5.datatype.Compound;
import io.cairn.formats.hdf5.scan.ChunkList;
import io.cairn.formats.hdf5.scan.DatasetScan;
import io.cairn.formats.hdf5.scan.DatasetStorage;
import io.cairn.formats.hdf5.scan.ScanColumn;
import io.cairn.formats.hdf5.structure.DatasetHeader;
import io.cairn.formats.hdf5.value.ValueColumn;
import io.cairn.storage.ChunkDescription;
import io.cairn.storage.Relation;
import io.cairn.storage.Scan;
import io.cairn.storage.ScanRequest;
import io.cairn.storage.predicate.ColumnStatistics;
import io.cairn.storage.predicate.Predicate;
import io.cairn.storage.type.Column;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import io.cairn.storage.type.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The rows of a dataset, one an element, in C order unless the scan says otherwise. Columns: the
 * positions {@code i0}, {@code i1} and so on, but for tables, which have one dimension or none and
 * a compound type; then {@code value} or the compound's members; then {@code rowid}, unless a
 * member has that name. Thread-safe.
 */
final class DatasetRelation implements Relation {
  private static final String ROW_NUMBER = "rowid";

  private final DatasetStorage storage;
  private final List<ScanColumn> sources = new ArrayList<>();
  private final Schema schema;
  private final long rowCount;

  DatasetRelation(DatasetStorage storage, DatasetHeader header, List<ValueColumn> values) {
    this.storage = storage;
    this.rowCount = storage.count();
    Set<String> taken = new HashSet<>();
    for (ValueColumn value : values) {
      taken.add(value.name().isEmpty() ? "value" : value.name());
    }
    List<Column> columns = new ArrayList<>();
    int rank = header.dataspace().extents().size();
    boolean table = header.datatype() instanceof Compound && rank <= 1;
    for (int d = 0; d < rank && !table; d++) {
      Lane lane = laneFor(storage.extents()[d]);
      columns.add(position(freeName("i" + d, taken), Column.Role.DIMENSION, lane));
      sources.add(new ScanColumn.Dimension(d, lane));
    }
    for (ValueColumn value : values) {
      String name = value.name().isEmpty() ? "value" : value.name();
      columns.add(Column.of(name, value.type(), value.nullable()));
      sources.add(new ScanColumn.Stored(value));
    }
    if (!taken.contains(ROW_NUMBER)) {
      Lane lane = laneFor(rowCount);
      columns.add(position(ROW_NUMBER, Column.Role.ROW_NUMBER, lane));
      sources.add(new ScanColumn.RowNumber(lane));
    }
    this.schema = new Schema(columns);
  }

  private static Lane laneFor(long extent) {
    return extent <= Integer.MAX_VALUE ? Lane.INT : Lane.LONG;
  }

  private static Column position(String name, Column.Role role, Lane lane) {
    return new Column(name, ColumnType.INT64, false, role, lane);
  }

  private static String freeName(String wanted, Set<String> taken) {
    String name = wanted;
    while (!taken.add(name)) {
      name += "_";
    }
    return name;
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public long rowCount() {
    return rowCount;
  }

  @Override
  public ColumnStatistics statistics(int column) {
    ScanColumn source = sources.get(column);
    if (source instanceof ScanColumn.Stored stored) {
      boolean number = stored.value().type() instanceof ColumnType.FloatingPoint;
      return new ColumnStatistics(
          rowCount, stored.value().nullable() ? -1 : 0, number ? -1 : 0, null, null, -1);
    }
    if (rowCount == 0) {
      return new ColumnStatistics(0, 0, 0, null, null, 0);
    }
    long extent =
        source instanceof ScanColumn.Dimension dimension
            ? storage.extents()[dimension.dimension()]
            : rowCount;
    return ColumnStatistics.ofRange(rowCount, 0, extent - 1);
  }

  @Override
  public Predicate residual(Predicate predicate) {
    return DatasetScan.residual(sources, predicate);
  }

  @Override
  public boolean prunes(Predicate conjunct) {
    return DatasetScan.applies(sources, conjunct);
  }

  @Override
  public Scan scan(ScanRequest request) {
    return new DatasetScan(storage, sources, request);
  }

  @Override
  public List<ChunkDescription> chunks() {
    return ChunkList.of(storage);
  }

  /** Bytes that the elements take in the file. */
  long storedBytes() {
    return storage.storedBytes();
  }
}
