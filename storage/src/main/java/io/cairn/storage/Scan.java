package io.cairn.storage;

import io.cairn.storage.predicate.Predicate;
import java.util.List;

/** A planned scan. Immutable and thread-safe. */
public interface Scan {
  /**
   * Independent parts of the scan in the relation's order; each may be read on a thread of its own.
   * They depend on the file and the request alone, never on the number of threads, and aim at about
   * 32,768 rows or one unit of storage, whichever is more.
   */
  List<? extends Split> splits();

  /** The part of the request's predicate that the batches do not satisfy already. */
  Predicate residual();

  /** Units of storage (chunks) of the whole relation, read or not. */
  long chunkTotal();

  /**
   * Units of storage (chunks) that hold the column, over the whole relation, read or not; 0 for a
   * computed column.
   *
   * @param projected position in the request's projection
   */
  long chunkCount(int projected);
}
