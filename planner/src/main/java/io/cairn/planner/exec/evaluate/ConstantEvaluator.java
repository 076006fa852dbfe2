package io.cairn.planner.exec.evaluate;

import io.cairn.planner.exec.kernel.DoubleKernels;
import io.cairn.planner.exec.kernel.Int128;
import io.cairn.planner.exec.kernel.IntKernels;
import io.cairn.planner.exec.kernel.LongKernels;
import io.cairn.planner.exec.value.BoxedValues;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.Dictionary;
import io.cairn.storage.vector.DictionaryVector;
import io.cairn.storage.vector.DoubleVector;
import io.cairn.storage.vector.Int128Vector;
import io.cairn.storage.vector.IntVector;
import io.cairn.storage.vector.LongVector;
import io.cairn.storage.vector.ObjectVector;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A literal or a parameter. Its lanes are filled as far as frames were long so far; kernels that
 * want the bare value take it from here after {@link #bind}.
 */
final class ConstantEvaluator extends Evaluator {
  private final @Nullable Object literal;
  private final int parameter;
  private final Bindings bindings;
  private long boundVersion = -1;
  private @Nullable Object value;
  private long whole;
  private double real;
  private byte[] bytes = {};
  private final Int128 wide = new Int128();
  private @Nullable ColumnVector vector;
  private int filled;

  private ConstantEvaluator(
      @Nullable Object literal, int parameter, ColumnType type, Lane lane, Bindings bindings) {
    super(type, lane);
    this.literal = literal;
    this.parameter = parameter;
    this.bindings = bindings;
  }

  static ConstantEvaluator literal(
      @Nullable Object value, ColumnType type, Lane lane, Bindings bindings) {
    return new ConstantEvaluator(value, -1, type, lane, bindings);
  }

  static ConstantEvaluator parameter(int index, ColumnType type, Lane lane, Bindings bindings) {
    return new ConstantEvaluator(null, index, type, lane, bindings);
  }

  /** The same constant of another type, whose boxed form is compatible, or in another lane. */
  ConstantEvaluator as(ColumnType newType, Lane newLane) {
    return new ConstantEvaluator(literal, parameter, newType, newLane, bindings);
  }

  boolean isLiteral() {
    return parameter < 0;
  }

  @Override
  ConstantEvaluator constant() {
    return this;
  }

  @Override
  boolean costly() {
    return false;
  }

  /** Takes over the parameters of this execution; whether the value may have changed. */
  boolean bind() {
    if (boundVersion == bindings.version()) {
      return false;
    }
    boolean first = boundVersion < 0;
    boundVersion = bindings.version();
    if (parameter < 0 && !first) {
      return false;
    }
    value = parameter < 0 ? literal : bindings.parameter(parameter);
    filled = 0;
    Object boxed = value;
    if (boxed == null) {
      return true;
    }
    switch (lane()) {
      case INT, LONG -> whole = BoxedValues.toWhole(boxed, type());
      case DOUBLE -> real = ((Number) boxed).doubleValue();
      case INT128 -> BoxedValues.toInt128(boxed, type(), wide);
      case TEXT -> bytes = BoxedValues.toBytes(boxed);
      case OBJECT -> {}
    }
    return true;
  }

  /** As all below: after {@link #bind}. */
  boolean isNull() {
    return value == null;
  }

  @Nullable Object boxed() {
    return value;
  }

  /** Of an INT or LONG lane. */
  long whole() {
    return whole;
  }

  double real() {
    return real;
  }

  byte[] bytes() {
    return bytes;
  }

  @Override
  ColumnVector compute(Frame frame) {
    bind();
    int count = frame.count();
    ColumnVector out = vector;
    if (out == null) {
      out = create();
      vector = out;
      filled = 0;
    }
    if (filled < count || count == 0) {
      fill(out, filled, count);
      filled = count;
    }
    return out;
  }

  private ColumnVector create() {
    return switch (lane()) {
      case INT -> new IntVector();
      case LONG -> new LongVector();
      case DOUBLE -> new DoubleVector();
      case INT128 -> new Int128Vector();
      case TEXT -> new DictionaryVector(new int[Batch.CAPACITY], single(bytes), null);
      case OBJECT -> new ObjectVector(new @Nullable Object[Batch.CAPACITY], null);
    };
  }

  private void fill(ColumnVector out, int from, int to) {
    if (from == 0) {
      if (value == null) {
        int[] lane = nulls.scratch();
        Arrays.fill(lane, -1);
        out.setNulls(lane);
      } else {
        out.setNulls(null);
      }
      if (out instanceof DictionaryVector coded) {
        coded.setDictionary(single(value == null ? new byte[0] : bytes));
      }
    }
    long word = value == null ? 0 : whole;
    if (out instanceof IntVector ints) {
      IntKernels.fill(ints.values(), from, to, (int) word);
    } else if (out instanceof LongVector longs) {
      LongKernels.fill(longs.values(), from, to, word);
      longs.setBounds(word, word);
    } else if (out instanceof DoubleVector doubles) {
      DoubleKernels.fill(doubles.values(), from, to, value == null ? 0 : real);
    } else if (out instanceof Int128Vector wides) {
      long low = value == null ? 0 : wide.low;
      long high = value == null ? 0 : wide.high;
      if (high == low >> 63) {
        LongKernels.fill(wides.low(), from, to, low);
        wides.setNarrow(low, low);
      } else {
        wides.setWide();
        LongKernels.fill(wides.high(), from, to, high);
        LongKernels.fill(wides.low(), from, to, low);
      }
    } else if (out instanceof ObjectVector objects) {
      Arrays.fill(objects.values(), from, to, value);
    }
  }

  private static Dictionary single(byte[] text) {
    return new Dictionary(text, new int[] {0, text.length}, 1);
  }
}
