package io.cairn.planner.exec.join;

import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.Int128Vector;

/** Values of 128 bits: both words are numbered, then the pairs of these numbers. */
final class WideCode extends LearnedCode {
  private final LongIds upper = new LongIds();
  private final LongIds lower = new LongIds();
  private final LongIds pairs = new LongIds();

  WideCode(boolean nullSafe) {
    super(nullSafe);
  }

  @Override
  int size() {
    return pairs.size();
  }

  @Override
  long memory() {
    return upper.memory() + lower.memory() + pairs.memory();
  }

  @Override
  int learn(FlatColumn column, int row) {
    long high = upper.add(column.high()[row]);
    long low = lower.add(column.longs()[row]);
    return pairs.add(high << 32 | low);
  }

  @Override
  int find(ColumnVector vector, int row) {
    Int128Vector wide = (Int128Vector) vector;
    long high = upper.find(wide.high()[row]);
    long low = lower.find(wide.low()[row]);
    return high < 0 || low < 0 ? -1 : pairs.find(high << 32 | low);
  }
}
