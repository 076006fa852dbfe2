package io.cairn.planner.exec.evaluate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cairn.planner.exec.kernel.Int128;
import io.cairn.planner.exec.kernel.TextSink;
import io.cairn.planner.exec.kernel.TextView;
import io.cairn.planner.exec.value.BoxedValues;
import io.cairn.planner.exec.value.TextParser;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.Dictionary;
import io.cairn.storage.vector.DoubleVector;
import io.cairn.storage.vector.Int128Vector;
import io.cairn.storage.vector.IntVector;
import io.cairn.storage.vector.LongVector;
import io.cairn.storage.vector.TextVector;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** CAST from text to everything that is no text: 22P02 where the text is no such value. */
final class TextCast extends Evaluator {
  private final Evaluator operand;
  private final TextView text = new TextView();
  private final TextSink sink = new TextSink();
  private final Int128 wide = new Int128();
  private ColumnVector out;
  private @Nullable Dictionary dictionary;
  private @Nullable Object[] parsed = {};

  TextCast(Evaluator operand, ColumnType type) {
    super(type, type.naturalLane());
    this.operand = operand;
    this.out =
        switch (type.naturalLane()) {
          case INT -> new IntVector();
          case LONG -> new LongVector();
          case DOUBLE -> new DoubleVector();
          case INT128 -> new Int128Vector();
          case TEXT -> new TextVector();
          case OBJECT -> throw new AssertionError(type);
        };
  }

  @Override
  ColumnVector compute(Frame frame) {
    ColumnVector in = operand.evaluate(frame);
    text.set(in);
    remember(text.dictionary());
    int[] rows = frame.active();
    int count = frame.activeCount();
    sink.reset(frame.count());
    for (int k = 0; k < count; k++) {
      int row = rows == null ? k : rows[k];
      if (in.isNull(row)) {
        continue;
      }
      Object value = value(row);
      switch (lane()) {
        case INT -> ints(out)[row] = Math.toIntExact(BoxedValues.toWhole(value, type()));
        case LONG -> longs(out)[row] = BoxedValues.toWhole(value, type());
        case DOUBLE -> doubles(out)[row] = ((Number) value).doubleValue();
        case INT128 -> {
          BoxedValues.toInt128(value, type(), wide);
          high(out)[row] = wide.high;
          low(out)[row] = wide.low;
        }
        case TEXT -> {
          sink.endRowsUpTo(row);
          byte[] bytes = (byte[]) value;
          sink.append(bytes, 0, bytes.length);
          sink.endRow();
        }
        case OBJECT -> throw new AssertionError(type());
      }
    }
    if (lane() == Lane.TEXT) {
      sink.endRowsUpTo(frame.count());
      out = sink.vector((TextVector) out);
    }
    out.setNulls(in.nulls());
    return out;
  }

  private void remember(@Nullable Dictionary current) {
    if (dictionary != current) {
      dictionary = current;
      parsed = current == null ? new @Nullable Object[0] : new @Nullable Object[current.size()];
    }
  }

  private Object value(int row) {
    if (dictionary == null) {
      return parse(row);
    }
    int entry = text.entry(row);
    Object known = parsed[entry];
    if (known == null) {
      known = parse(row);
      parsed[entry] = known;
    }
    return known;
  }

  private Object parse(int row) {
    int start = text.start(row);
    String source = new String(text.bytes(), start, text.end(row) - start, UTF_8);
    Object value = TextParser.parse(source, type());
    if (value == null) {
      throw Failures.invalidText(source, type(), TextParser.expected(type()));
    }
    return fitted(value, source);
  }

  private Object fitted(Object value, String source) {
    if (type() instanceof ColumnType.Int integer) {
      BigDecimal number = (BigDecimal) value;
      if (!wide.set(number.unscaledValue()) || !NumericCast.fits(integer, wide)) {
        throw Failures.outOfRange(source.strip(), type());
      }
      return BoxedValues.ofWhole(wide.low, type());
    }
    if (type() instanceof ColumnType.Decimal decimal) {
      return fitted((BigDecimal) value, decimal, source);
    }
    if (type() instanceof ColumnType.FloatingPoint number) {
      double real = (Double) value;
      boolean infinite =
          number.bits() < 64 ? Float.isInfinite((float) real) : Double.isInfinite(real);
      if (infinite && source.strip().matches("[-+.0-9eE]+")) {
        throw Failures.outOfRange(source.strip(), type());
      }
      return number.bits() < 64 ? (double) (float) real : real;
    }
    return value;
  }

  private BigDecimal fitted(BigDecimal number, ColumnType.Decimal decimal, String source) {
    long leading = (long) number.precision() - number.scale();
    // Settled by the exponent alone: rounding 1e-999999999 would take for ever.
    if (number.signum() == 0 || leading < -decimal.scale() - 1L) {
      return BigDecimal.ZERO.setScale(decimal.scale());
    }
    if (leading > decimal.precision()) {
      throw Failures.outOfRange(source.strip(), type());
    }
    BigDecimal rounded = number.setScale(decimal.scale(), RoundingMode.HALF_UP);
    if (!wide.set(rounded.unscaledValue())
        || !Int128.fits(wide.high, wide.low, decimal.precision())) {
      throw Failures.outOfRange(source.strip(), type());
    }
    return rounded;
  }
}
