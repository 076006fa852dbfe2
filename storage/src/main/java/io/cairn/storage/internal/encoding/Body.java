package io.cairn.storage.internal.encoding;

import io.cairn.storage.predicate.Constant;
import io.cairn.storage.vector.ColumnVector;
import org.jspecify.annotations.Nullable;

/** The values of a chunk, apart from its validity. Immutable and thread-safe. */
interface Body {
  /** The encoding in words: {@code dictionary+for10}. */
  String name();

  /** Bytes of memory that it holds. */
  long heapBytes();

  /** The values of a batch in the scratch's lane, without validity. */
  ColumnVector decode(int batch, Scratch scratch);

  /** As {@link #decode(int, Scratch)}, but only these rows need be right. */
  default ColumnVector decode(int batch, int[] rows, int count, Scratch scratch) {
    return decode(batch, scratch);
  }

  /** The same values; texts of a dictionary come from the one that the pool has for equal ones. */
  default Body withDictionaryOf(DictionaryPool pool) {
    return this;
  }

  /** Translates the set of values that a filter accepts into what is compared here. */
  Rejector bind(ColumnFilter filter);

  /** A value that is not above any value of the batch but NULL and NaN; absent if unknown. */
  @Nullable Constant min(int batch);

  /** A value that is not below any value of the batch but NULL and NaN; absent if unknown. */
  @Nullable Constant max(int batch);

  /** NaNs of a batch, or -1 if unknown. */
  default long nanCount(int batch) {
    return 0;
  }

  /** A filter in terms of a body's encoded values. Immutable and thread-safe. */
  interface Rejector {
    /** Makes the mask negative where the value of a row, if not NULL, is not accepted. */
    void reject(int batch, int[] mask, Scratch scratch);
  }
}
