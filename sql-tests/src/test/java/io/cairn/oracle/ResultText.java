package io.cairn.oracle;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes results so that equal ones of two databases are equal texts. */
public final class ResultText {
  /** Digits of a floating-point number that do not depend on the order of a sum. */
  private static final MathContext DIGITS = new MathContext(8, RoundingMode.HALF_UP);

  private ResultText() {}

  /** The rows that are left, one text each. */
  public static List<String> rows(ResultSet result) throws SQLException {
    int columns = result.getMetaData().getColumnCount();
    List<String> rows = new ArrayList<>();
    while (result.next()) {
      List<String> row = new ArrayList<>();
      for (int i = 1; i <= columns; i++) {
        row.add(text(result.getObject(i)));
      }
      rows.add(String.join(", ", row));
    }
    return rows;
  }

  /** Numbers without their type, floating-point ones rounded; all else as it prints. */
  private static String text(@Nullable Object value) {
    if (value == null) {
      return "NULL";
    }
    if (value instanceof Float || value instanceof Double) {
      double number = ((Number) value).doubleValue();
      return Double.isNaN(number) || Double.isInfinite(number)
          ? Double.toString(number)
          : plain(new BigDecimal(number).round(DIGITS));
    }
    if (value instanceof Number) {
      return plain(new BigDecimal(value.toString()));
    }
    if (value instanceof Timestamp || value instanceof LocalDateTime) {
      String text = value.toString().replace('T', ' ');
      return text.length() == 16 ? text + ":00" : text.replaceAll("\\.0+$", "");
    }
    return value.toString();
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }
}
