package io.cairn.planner.fallback;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.apache.calcite.avatica.util.ByteString;
import org.apache.calcite.linq4j.function.Strict;
import org.joou.ULong;

/**
 * Functions that generated code calls where Calcite's own differ from SQL's here. Public because
 * generated code stands in no package. NULL operands never arrive.
 *
 * <p>Doubles: NaN equals itself and is above everything, -0.0 equals 0.0. Text: by code point,
 * which is the order of UTF-8 bytes.
 */
@Strict
public final class ContractFunctions {
  private ContractFunctions() {}

  private static int compare(double left, double right) {
    // Double.compare puts -0.0 below 0.0; adding 0.0 makes both 0.0.
    return Double.compare(left + 0.0, right + 0.0);
  }

  public static boolean equalNumbers(double left, double right) {
    return compare(left, right) == 0;
  }

  public static boolean differentNumbers(double left, double right) {
    return compare(left, right) != 0;
  }

  public static boolean lessNumber(double left, double right) {
    return compare(left, right) < 0;
  }

  public static boolean lessOrEqualNumber(double left, double right) {
    return compare(left, right) <= 0;
  }

  public static boolean greaterNumber(double left, double right) {
    return compare(left, right) > 0;
  }

  public static boolean greaterOrEqualNumber(double left, double right) {
    return compare(left, right) >= 0;
  }

  public static boolean lessText(String left, String right) {
    return compareText(left, right) < 0;
  }

  public static boolean lessOrEqualText(String left, String right) {
    return compareText(left, right) <= 0;
  }

  public static boolean greaterText(String left, String right) {
    return compareText(left, right) > 0;
  }

  public static boolean greaterOrEqualText(String left, String right) {
    return compareText(left, right) >= 0;
  }

  /** CHAR operands: blanks at the end do not count. */
  public static boolean equalPadded(String left, String right) {
    return left.stripTrailing().equals(right.stripTrailing());
  }

  public static boolean differentPadded(String left, String right) {
    return !equalPadded(left, right);
  }

  /** UTF-8 bytes, which order as {@link #compareText} does. */
  public static ByteString sortKey(String text) {
    return new ByteString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A whole number for each number, in the order of {@link #lessNumber}. */
  public static long numberKey(double number) {
    // doubleToLongBits gives all NaN the same bits, above those of infinity.
    long bits = Double.doubleToLongBits(number + 0.0);
    return bits >= 0 ? bits : bits ^ Long.MAX_VALUE;
  }

  /** The exact value of an unsigned number. */
  public static BigDecimal exact(ULong value) {
    return new BigDecimal(value.toBigInteger());
  }

  /** Every word with its first letter in upper case and its others in lower case. */
  public static String capitalised(String text) {
    StringBuilder result = new StringBuilder(text.length());
    boolean inside = false;
    for (int i = 0; i < text.length(); ) {
      int letter = text.codePointAt(i);
      result.appendCodePoint(
          inside ? Character.toLowerCase(letter) : Character.toTitleCase(letter));
      inside = Character.isLetterOrDigit(letter);
      i += Character.charCount(letter);
    }
    return result.toString();
  }

  /** Orders texts by code point. */
  static int compareText(String left, String right) {
    int length = Math.min(left.length(), right.length());
    for (int i = 0; i < length; i++) {
      char a = left.charAt(i);
      char b = right.charAt(i);
      if (a != b) {
        // Surrogates stand for code points above every other character.
        boolean aHigh = Character.isSurrogate(a);
        boolean bHigh = Character.isSurrogate(b);
        return aHigh == bHigh ? Character.compare(a, b) : aHigh ? 1 : -1;
      }
    }
    return Integer.compare(left.length(), right.length());
  }
}
