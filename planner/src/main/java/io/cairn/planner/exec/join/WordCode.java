package io.cairn.planner.exec.join;

import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.DoubleVector;
import io.cairn.storage.vector.IntVector;
import io.cairn.storage.vector.LongVector;

/** Numbers of one word, numbered because they are spread too widely to be packed. */
final class WordCode extends LearnedCode {
  private final Lane lane;
  private final LongIds ids = new LongIds();

  WordCode(Lane lane, boolean nullSafe) {
    super(nullSafe);
    this.lane = lane;
  }

  @Override
  int size() {
    return ids.size();
  }

  @Override
  long memory() {
    return ids.memory();
  }

  @Override
  int learn(FlatColumn column, int row) {
    return ids.add(
        switch (lane) {
          case INT -> column.ints()[row];
          case LONG -> column.longs()[row];
          case DOUBLE -> BitsCode.bits(column.doubles()[row]);
          case INT128, TEXT, OBJECT -> throw new AssertionError(lane);
        });
  }

  @Override
  int find(ColumnVector vector, int row) {
    return ids.find(
        switch (lane) {
          case INT -> ((IntVector) vector).values()[row];
          case LONG -> ((LongVector) vector).values()[row];
          case DOUBLE -> BitsCode.bits(((DoubleVector) vector).values()[row]);
          case INT128, TEXT, OBJECT -> throw new AssertionError(lane);
        });
  }
}
