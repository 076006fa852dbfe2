package io.cairn.planner.exec.evaluate;

import io.cairn.planner.exec.kernel.Nulls;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.DoubleVector;
import io.cairn.storage.vector.Int128Vector;
import io.cairn.storage.vector.IntVector;
import io.cairn.storage.vector.LongVector;
import io.cairn.storage.vector.ObjectVector;
import org.jspecify.annotations.Nullable;

/**
 * An expression ready to run. It owns the lanes of its results and overwrites them with each frame;
 * operands are never written to. One thread at a time.
 */
public abstract class Evaluator {
  private final ColumnType type;
  private final Lane lane;
  final Nulls nulls = new Nulls();
  private boolean shared;
  private long lastFrame = -1;
  private @Nullable ColumnVector last;

  Evaluator(ColumnType type, Lane lane) {
    this.type = type;
    this.lane = lane;
  }

  public final ColumnType type() {
    return type;
  }

  /** The lane of every result. */
  public final Lane lane() {
    return lane;
  }

  /** The values at the frame's positions; good at its active ones. */
  public final ColumnVector evaluate(Frame frame) {
    if (!shared) {
      return compute(frame);
    }
    ColumnVector result = last;
    if (result == null || lastFrame != frame.id()) {
      result = compute(frame);
      last = result;
      lastFrame = frame.id();
    }
    return result;
  }

  abstract ColumnVector compute(Frame frame);

  /** Keeps the result of a frame, because more than one expression asks for it. */
  final void share() {
    shared = true;
  }

  /** The value if it is the same in every row, else null. */
  @Nullable ConstantEvaluator constant() {
    return null;
  }

  /**
   * Whether evaluation can fail, or costs so much that rows which do not matter are worth sparing.
   */
  boolean costly() {
    return true;
  }

  static int[] ints(ColumnVector vector) {
    return ((IntVector) vector).values();
  }

  static long[] longs(ColumnVector vector) {
    return ((LongVector) vector).values();
  }

  static double[] doubles(ColumnVector vector) {
    return ((DoubleVector) vector).values();
  }

  static long[] high(ColumnVector vector) {
    return ((Int128Vector) vector).high();
  }

  static long[] low(ColumnVector vector) {
    return ((Int128Vector) vector).low();
  }

  static @Nullable Object[] objects(ColumnVector vector) {
    return ((ObjectVector) vector).values();
  }
}
