package io.cairn.planner.exec.value;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * The shortest decimal text that reads back as the same floating-point number, laid out as Java
 * does: {@code 1.5}, {@code 1.0E10}. {@link Double#toString(double)} of Java 17 is nearly that; its
 * longest results are shortened here where a shorter text reads back the same.
 */
final class FloatText {
  private static final int SURE_DOUBLE_DIGITS = 14;
  private static final int SURE_FLOAT_DIGITS = 6;

  /** Just above a power of two even the farther one of two shorter texts may read back the same. */
  private static final RoundingMode[] NEIGHBOURS = {RoundingMode.HALF_UP, RoundingMode.UP};

  private FloatText() {}

  static void append(StringBuilder out, double value) {
    String text = Double.toString(value);
    int digits = digits(text);
    if (digits <= SURE_DOUBLE_DIGITS) {
      out.append(text);
      return;
    }
    BigDecimal exact = new BigDecimal(value);
    for (RoundingMode rounding : NEIGHBOURS) {
      BigDecimal shorter = exact.round(new MathContext(digits - 1, rounding)).stripTrailingZeros();
      if (shorter.doubleValue() == value) {
        append(out, shorter);
        return;
      }
    }
    out.append(text);
  }

  static void append(StringBuilder out, float value) {
    String text = Float.toString(value);
    int digits = digits(text);
    if (digits <= SURE_FLOAT_DIGITS) {
      out.append(text);
      return;
    }
    BigDecimal exact = new BigDecimal(value);
    for (RoundingMode rounding : NEIGHBOURS) {
      BigDecimal shorter = exact.round(new MathContext(digits - 1, rounding)).stripTrailingZeros();
      if (shorter.floatValue() == value) {
        append(out, shorter);
        return;
      }
    }
    out.append(text);
  }

  /** Significant digits in the text of a number; 0 for NaN and infinities. */
  private static int digits(String text) {
    int count = 0;
    boolean leading = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 'E') {
        break;
      }
      if (c >= '0' && c <= '9') {
        leading &= c == '0';
        if (!leading) {
          count++;
        }
      }
    }
    return count;
  }

  private static void append(StringBuilder out, BigDecimal value) {
    String digits = value.unscaledValue().abs().toString();
    int exponent = digits.length() - 1 - value.scale();
    if (value.signum() < 0) {
      out.append('-');
    }
    if (exponent >= -3 && exponent < 7) {
      String plain = value.abs().toPlainString();
      out.append(plain);
      if (plain.indexOf('.') < 0) {
        out.append(".0");
      }
      return;
    }
    out.append(digits.charAt(0)).append('.');
    out.append(digits.length() > 1 ? digits.substring(1) : "0");
    out.append('E').append(exponent);
  }
}
