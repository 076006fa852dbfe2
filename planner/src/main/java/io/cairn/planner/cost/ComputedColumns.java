package io.cairn.planner.cost;

import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;

/** Estimates what expressions give over some rows. */
public final class ComputedColumns {
  private static final double DAYS_PER_YEAR = 365.25;
  private static final double MICROS_PER_DAY = 86_400e6;

  private ComputedColumns() {}

  public static ColumnEstimate of(RexNode node, RowEstimate input) {
    if (node instanceof RexInputRef column) {
      return input.column(column.getIndex());
    }
    if (node instanceof RexLiteral literal) {
      double position = Positions.of(literal);
      return new ColumnEstimate(1, 1, position, position, 0, literal.isNull() ? 1 : 0, null);
    }
    if (!(node instanceof RexCall call)) {
      return ColumnEstimate.UNKNOWN;
    }
    if (call.getKind() == SqlKind.CAST) {
      return of(call.getOperands().get(0), input);
    }
    if (call.getKind() == SqlKind.EXTRACT) {
      return extracted(call, input);
    }
    if (call.getType().getSqlTypeName() == SqlTypeName.BOOLEAN) {
      return ColumnEstimate.computed(2);
    }
    double distinct = 1;
    double nulls = 0;
    for (int column : RelOptUtil.InputFinder.bits(call)) {
      ColumnEstimate operand = input.column(column);
      distinct *= operand.distinct();
      nulls = Math.max(nulls, operand.nulls());
    }
    ColumnEstimate computed =
        ColumnEstimate.computed(
            Double.isNaN(distinct) ? distinct : Math.min(distinct, input.rows()));
    return call.getType().isNullable() ? computed.withNulls(nulls) : computed;
  }

  private static ColumnEstimate extracted(RexCall call, RowEstimate input) {
    ColumnEstimate from = of(call.getOperands().get(1), input);
    String unit = String.valueOf(((RexLiteral) call.getOperands().get(0)).getValue());
    double limit =
        switch (unit) {
          case "YEAR" -> years(call, from);
          case "QUARTER" -> 4;
          case "MONTH" -> 12;
          case "DAY" -> 31;
          case "DOW", "ISODOW" -> 7;
          case "HOUR" -> 24;
          case "MINUTE", "SECOND" -> 60;
          default -> Double.NaN;
        };
    double distinct =
        Double.isNaN(limit)
            ? from.distinct()
            : Double.isNaN(from.distinct()) ? limit : Math.min(limit, from.distinct());
    return ColumnEstimate.computed(distinct).withNulls(from.nulls());
  }

  private static double years(RexCall call, ColumnEstimate from) {
    double daysPerUnit =
        call.getOperands().get(1).getType().getSqlTypeName() == SqlTypeName.DATE
            ? 1
            : 1 / MICROS_PER_DAY;
    return Math.ceil((from.max() - from.min()) * daysPerUnit / DAYS_PER_YEAR) + 1;
  }
}
