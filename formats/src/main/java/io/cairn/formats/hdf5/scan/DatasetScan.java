package io.cairn.formats.hdf5.scan;

import io.cairn.storage.BatchReader;
import io.cairn.storage.Scan;
import io.cairn.storage.ScanContext;
import io.cairn.storage.ScanRequest;
import io.cairn.storage.Split;
import io.cairn.storage.predicate.Predicate;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * A planned scan of a dataset. Conditions on positions are applied exactly, and only the chunks
 * that they leave are read; all others are the residual.
 */
public final class DatasetScan implements Scan {
  private final DatasetStorage storage;
  private final List<ScanColumn> columns;
  private final Predicate residual;
  private final ScanPlan plan;

  /**
   * Plans the scan.
   *
   * @param schema what each column of the relation is made of
   */
  public DatasetScan(DatasetStorage storage, List<ScanColumn> schema, ScanRequest request) {
    this.storage = storage;
    List<ScanColumn> projected = new ArrayList<>(request.projection().size());
    for (int column : request.projection()) {
      projected.add(schema.get(column));
    }
    this.columns = projected;
    this.residual = residual(schema, request.predicate());
    int rank = storage.rank();
    IndexSet[] sets = new IndexSet[rank];
    for (int d = 0; d < rank; d++) {
      sets[d] = IndexSet.range(0, storage.extent(d));
    }
    @Nullable IndexSet rowNumbers = null;
    for (Predicate conjunct : request.predicate().conjuncts()) {
      if (isNever(conjunct)) {
        rowNumbers = IndexSet.EMPTY;
        continue;
      }
      int column = positionColumn(schema, conjunct);
      if (column < 0) {
        continue;
      }
      if (schema.get(column) instanceof ScanColumn.Dimension dimension) {
        int d = dimension.dimension();
        sets[d] = sets[d].intersect(PositionPredicate.select(conjunct, storage.extent(d)));
      } else {
        IndexSet selected = PositionPredicate.select(conjunct, storage.count());
        rowNumbers = rowNumbers == null ? selected : rowNumbers.intersect(selected);
      }
    }
    if (rowNumbers != null && rank > 0) {
      narrow(storage, sets, rowNumbers);
      rowNumbers = rank == 1 ? null : rowNumbers;
    }
    this.plan = new ScanPlan(storage, sets, rowNumbers);
  }

  /** Leaves along each dimension only what the row numbers can reach. */
  private static void narrow(DatasetStorage storage, IndexSet[] sets, IndexSet rowNumbers) {
    if (rowNumbers.count() == 0) {
      sets[0] = IndexSet.EMPTY;
      return;
    }
    long inner = 1;
    for (int d = 1; d < sets.length; d++) {
      inner *= storage.extent(d);
    }
    sets[0] = sets[0].intersect(rowNumbers.blocks(Math.max(1, inner)));
    long low = rowNumbers.start(0);
    long high = rowNumbers.end(rowNumbers.ranges() - 1) - 1;
    for (int d = 1; d < sets.length && low / inner == high / inner; d++) {
      low %= inner;
      high %= inner;
      inner /= storage.extent(d);
      sets[d] = sets[d].intersect(IndexSet.range(low / inner, high / inner + 1));
    }
  }

  private static boolean isNever(Predicate predicate) {
    return predicate instanceof Predicate.Or or && or.operands().isEmpty();
  }

  /** The column of positions that the conjunct is about; -1 if it is none that a scan applies. */
  private static int positionColumn(List<ScanColumn> schema, Predicate conjunct) {
    int column = PositionPredicate.column(conjunct);
    boolean applies =
        column >= 0 && column < schema.size() && !(schema.get(column) instanceof ScanColumn.Stored);
    return applies ? column : PositionPredicate.NO_COLUMN;
  }

  /** Whether a scan applies this conjunct. */
  public static boolean applies(List<ScanColumn> schema, Predicate conjunct) {
    return isNever(conjunct) || positionColumn(schema, conjunct) >= 0;
  }

  /** What a scan leaves of the predicate. */
  public static Predicate residual(List<ScanColumn> schema, Predicate predicate) {
    List<Predicate> left = new ArrayList<>();
    for (Predicate conjunct : predicate.conjuncts()) {
      if (!applies(schema, conjunct)) {
        left.add(conjunct);
      }
    }
    return Predicate.and(left);
  }

  @Override
  public List<? extends Split> splits() {
    return new Splits();
  }

  /** The splits, made when asked for. */
  private final class Splits extends AbstractList<Split> implements RandomAccess {
    @Override
    public Split get(int index) {
      java.util.Objects.checkIndex(index, size());
      return new DatasetSplit(index);
    }

    @Override
    public int size() {
      return plan.splitCount();
    }
  }

  private final class DatasetSplit implements Split {
    private final int number;

    DatasetSplit(int number) {
      this.number = number;
    }

    @Override
    public long rowCount() {
      return plan.rowCount(number);
    }

    @Override
    public BatchReader open(ScanContext context) {
      return new DatasetReader(plan, number, columns, context);
    }
  }

  @Override
  public Predicate residual() {
    return residual;
  }

  @Override
  public long chunkTotal() {
    return storage.chunkTotal();
  }

  @Override
  public long chunkCount(int projected) {
    return columns.get(projected) instanceof ScanColumn.Stored ? storage.chunkTotal() : 0;
  }
}
