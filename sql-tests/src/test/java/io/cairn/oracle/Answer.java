package io.cairn.oracle;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a result in a form that does not depend on the database: exact numbers are {@link
 * BigDecimal}, floating-point ones {@link Double}, truth values {@link Boolean}, all else text.
 * Immutable.
 */
public final class Answer {
  /** Part of a floating-point number by which two databases may differ. */
  private static final double TOLERANCE = 1e-9;

  /** Rows that a description of a difference shows of either answer. */
  private static final int SHOWN_ROWS = 12;

  private final List<@Nullable Object[]> rows;

  private Answer(List<@Nullable Object[]> rows) {
    this.rows = rows;
  }

  /** The rows that are left. */
  public static Answer of(ResultSet result) throws SQLException {
    int columns = result.getMetaData().getColumnCount();
    List<@Nullable Object[]> rows = new ArrayList<>();
    while (result.next()) {
      @Nullable Object[] row = new @Nullable Object[columns];
      for (int i = 0; i < columns; i++) {
        row[i] = cell(result.getObject(i + 1));
      }
      rows.add(row);
    }
    return new Answer(rows);
  }

  public int rowCount() {
    return rows.size();
  }

  private static @Nullable Object cell(@Nullable Object value) {
    if (value == null || value instanceof Boolean || value instanceof BigDecimal) {
      return value;
    }
    if (value instanceof Double || value instanceof Float) {
      // -0.0 equals 0.0; which of two equal values stands for a group is not promised.
      return ((Number) value).doubleValue() + 0.0;
    }
    if (value instanceof Number) {
      return new BigDecimal(value.toString());
    }
    if (value instanceof Timestamp timestamp) {
      return timestamp.toLocalDateTime().toString();
    }
    if (value instanceof Time time) {
      return time.toLocalTime().toString();
    }
    if (value instanceof LocalTime || value instanceof LocalDateTime) {
      return value.toString();
    }
    if (value instanceof OffsetDateTime moment) {
      return moment.toInstant().toString();
    }
    return value.toString();
  }

  /**
   * What distinguishes this answer, the expected one, from another; null if nothing does. Rows may
   * come in any order, but the given columns must show the same sequence in both.
   *
   * @param ordered ordinals of the columns whose sequence is promised
   */
  public @Nullable String difference(Answer found, List<Integer> ordered) {
    if (rows.size() != found.rows.size()) {
      return rows.size() + " rows expected, " + found.rows.size() + " found" + both(found);
    }
    for (int i = 0; i < rows.size(); i++) {
      for (int column : ordered) {
        if (!alike(rows.get(i)[column], found.rows.get(i)[column])) {
          return "Column " + column + " of row " + i + " differs" + both(found);
        }
      }
    }
    return isSameBag(found) ? null : "Rows differ" + both(found);
  }

  /** The same with rows in the same sequence. */
  public @Nullable String orderedDifference(Answer found) {
    int columns = rows.isEmpty() ? 0 : rows.get(0).length;
    List<Integer> every = new ArrayList<>();
    for (int i = 0; i < columns; i++) {
      every.add(i);
    }
    return difference(found, every);
  }

  private boolean isSameBag(Answer found) {
    List<@Nullable Object[]> mine = sorted();
    List<@Nullable Object[]> others = found.sorted();
    List<@Nullable Object[]> unmatched = new ArrayList<>();
    int other = 0;
    // Where floating-point numbers differ in their last digits, rows may be sorted differently:
    // what finds no partner in its place looks for one among the rest.
    List<@Nullable Object[]> rest = new ArrayList<>();
    for (@Nullable Object[] row : mine) {
      if (alike(row, others.get(other))) {
        other++;
      } else {
        unmatched.add(row);
        rest.add(others.get(other++));
      }
    }
    for (@Nullable Object[] row : unmatched) {
      int partner = -1;
      for (int i = 0; i < rest.size() && partner < 0; i++) {
        partner = alike(row, rest.get(i)) ? i : -1;
      }
      if (partner < 0) {
        return false;
      }
      rest.remove(partner);
    }
    return true;
  }

  private List<@Nullable Object[]> sorted() {
    List<@Nullable Object[]> sorted = new ArrayList<>(rows);
    sorted.sort(Answer::compare);
    return sorted;
  }

  private static int compare(@Nullable Object[] a, @Nullable Object[] b) {
    // Exact columns first: the sequence then hardly depends on digits that may differ.
    for (int pass = 0; pass < 2; pass++) {
      for (int i = 0; i < a.length; i++) {
        if ((a[i] instanceof Double || b[i] instanceof Double) == (pass == 1)) {
          int order = CELLS.compare(a[i], b[i]);
          if (order != 0) {
            return order;
          }
        }
      }
    }
    return 0;
  }

  private static final Comparator<@Nullable Object> CELLS =
      (a, b) -> {
        if (a == null || b == null) {
          return Boolean.compare(a != null, b != null);
        }
        if (a instanceof BigDecimal x && b instanceof BigDecimal y) {
          return x.compareTo(y);
        }
        if (a instanceof Number x && b instanceof Number y) {
          return Double.compare(x.doubleValue(), y.doubleValue());
        }
        return a.toString().compareTo(b.toString());
      };

  private static boolean alike(@Nullable Object[] a, @Nullable Object[] b) {
    if (a.length != b.length) {
      return false;
    }
    for (int i = 0; i < a.length; i++) {
      if (!alike(a[i], b[i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean alike(@Nullable Object a, @Nullable Object b) {
    if (a == null || b == null) {
      return a == b;
    }
    if (a instanceof BigDecimal x && b instanceof BigDecimal y) {
      return x.compareTo(y) == 0;
    }
    if (a instanceof Number x && b instanceof Number y) {
      return near(x.doubleValue(), y.doubleValue(), Math.max(rounding(x), rounding(y)));
    }
    return a.equals(b);
  }

  /** By how much a number may have been rounded that stands beside a floating-point one. */
  private static double rounding(Number number) {
    return number instanceof BigDecimal decimal ? Math.pow(10, -decimal.scale()) : 0;
  }

  private static boolean near(double a, double b, double rounding) {
    if (Double.isNaN(a) || Double.isNaN(b) || Double.isInfinite(a) || Double.isInfinite(b)) {
      return Double.compare(a, b) == 0;
    }
    return Math.abs(a - b) <= Math.max(rounding, TOLERANCE * Math.max(Math.abs(a), Math.abs(b)));
  }

  private String both(Answer found) {
    return "\nexpected: " + this + "\nfound:    " + found;
  }

  /** The first rows, in a sequence of their own so that two answers can be compared by eye. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder().append(rows.size()).append(" rows");
    List<@Nullable Object[]> sorted = rows.size() <= SHOWN_ROWS ? rows : sorted();
    for (int i = 0; i < Math.min(SHOWN_ROWS, sorted.size()); i++) {
      text.append("\n  ").append(Arrays.toString(sorted.get(i)));
    }
    return text.toString();
  }
}
