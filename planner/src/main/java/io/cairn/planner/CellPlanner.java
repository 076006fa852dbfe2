package io.cairn.planner;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import io.cairn.planner.exec.evaluate.ScalarValue;
import io.cairn.planner.exec.expression.Expression;
import io.cairn.planner.exec.expression.Operator;
import io.cairn.planner.exec.value.TextParser;
import io.cairn.planner.parse.StatementParser;
import io.cairn.planner.schema.CairnCatalogReader;
import io.cairn.planner.schema.TypeMapping;
import io.cairn.planner.statement.Cell;
import io.cairn.planner.statement.ColumnTarget;
import io.cairn.planner.translate.ScalarTranslator;
import io.cairn.storage.ColumnDefinition;
import io.cairn.storage.type.ColumnType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.rex.RexVisitorImpl;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlUnknownLiteral;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.sql2rel.ConvertToChecked;
import org.apache.calcite.util.BitString;
import org.apache.calcite.util.NlsString;
import org.jspecify.annotations.Nullable;

/**
 * Plans the values of single rows: literals and parameters by themselves, which takes next to no
 * time, everything else as Calcite does. One thread at a time; used for one statement.
 */
final class CellPlanner {
  /** Literals of more digits before the point go the long way, which refuses them. */
  private static final int MAX_LITERAL_DIGITS = 40;

  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern TIME = Pattern.compile("\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?");
  private static final Pattern TIMESTAMP = Pattern.compile(DATE + " " + TIME);

  private final CairnCatalogReader catalog;
  private final @Nullable RelDataType[] parameterTypes;
  private final TimeParameters times;
  private final Map<ColumnDefinition, Cell> defaults = new HashMap<>();

  /**
   * @param parameterTypes an entry for each parameter of the statement, filled in here
   */
  CellPlanner(
      CairnCatalogReader catalog, @Nullable RelDataType[] parameterTypes, TimeParameters times) {
    this.catalog = catalog;
    this.parameterTypes = parameterTypes;
    this.times = times;
  }

  /** Whether there is a query inside of an expression. */
  static boolean hasQuery(SqlNode expression) {
    boolean[] found = new boolean[1];
    expression.accept(
        new SqlBasicVisitor<@Nullable Void>() {
          @Override
          public @Nullable Void visit(SqlCall call) {
            if (call.isA(SqlKind.QUERY)) {
              found[0] = true;
              return null;
            }
            return super.visit(call);
          }
        });
    return found[0];
  }

  /** The cells of a row of expressions for these columns. */
  List<Cell> row(List<SqlNode> expressions, List<ColumnDefinition> columns) {
    List<@Nullable Cell> cells = new ArrayList<>();
    List<SqlNode> others = new ArrayList<>();
    List<ColumnDefinition> otherColumns = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      Cell cell = simple(expressions.get(i), columns.get(i));
      cells.add(cell);
      if (cell == null) {
        others.add(expressions.get(i));
        otherColumns.add(columns.get(i));
      }
    }
    List<Cell> row = new ArrayList<>();
    int next = 0;
    List<Cell> computed = others.isEmpty() ? List.of() : computed(others, otherColumns);
    for (Cell cell : cells) {
      row.add(cell != null ? cell : computed.get(next++));
    }
    return row;
  }

  /** The column's default, NULL where none is declared. */
  Cell defaultOf(ColumnDefinition column) {
    Cell known = defaults.get(column);
    if (known == null) {
      String text = column.defaultSql();
      known =
          text == null
              ? new Cell.Constant(null)
              : row(List.of(StatementParser.parseExpression(text)), List.of(column)).get(0);
      defaults.put(column, known);
    }
    return known;
  }

  private @Nullable Cell simple(SqlNode node, ColumnDefinition column) {
    if (node instanceof SqlDynamicParam parameter) {
      parameterTypes[parameter.getIndex()] = sqlType(column);
      return new Cell.Parameter(parameter.getIndex());
    }
    if (node.getKind() == SqlKind.DEFAULT) {
      return defaultOf(column);
    }
    if (node instanceof SqlLiteral literal) {
      return literal(literal, false, column.type());
    }
    if (node.getKind() == SqlKind.MINUS_PREFIX
        && ((SqlCall) node).operand(0) instanceof SqlNumericLiteral number) {
      return literal(number, true, column.type());
    }
    return null;
  }

  private static @Nullable Cell literal(SqlLiteral literal, boolean negative, ColumnType type) {
    if (literal.getValue() == null) {
      return new Cell.Constant(null);
    }
    if (literal instanceof SqlNumericLiteral) {
      BigDecimal value = literal.bigDecimalValue();
      return value == null ? null : number(negative ? value.negate() : value, type);
    }
    Object value = literal.getValue();
    if (literal instanceof SqlUnknownLiteral tagged) {
      return time(tagged.tag, tagged.getValue(), type);
    }
    if (value instanceof NlsString text) {
      return text(text.getValue(), type);
    }
    if (value instanceof BitString bits && type instanceof ColumnType.Bytes) {
      return new Cell.Constant(bits.getAsByteArray());
    }
    return value instanceof Boolean && type instanceof ColumnType.Bool
        ? new Cell.Constant(value)
        : null;
  }

  private static @Nullable Cell number(BigDecimal value, ColumnType type) {
    if ((long) value.precision() - value.scale() > MAX_LITERAL_DIGITS) {
      return null;
    }
    if (type instanceof ColumnType.FloatingPoint) {
      return new Cell.Constant(value.doubleValue());
    }
    if (type instanceof ColumnType.Int) {
      boolean small = value.scale() == 0 && value.precision() <= 18;
      return new Cell.Constant(small ? (Object) value.longValue() : value);
    }
    return type instanceof ColumnType.Decimal ? new Cell.Constant(value) : null;
  }

  /** DATE, TIME and TIMESTAMP literals for columns of their own type; others go the long way. */
  private static @Nullable Cell time(String tag, String value, ColumnType type) {
    boolean same =
        switch (tag) {
          case "DATE" -> type instanceof ColumnType.Date && DATE.matcher(value).matches();
          case "TIME" -> type instanceof ColumnType.Time && TIME.matcher(value).matches();
          case "TIMESTAMP" ->
              type instanceof ColumnType.Timestamp timestamp
                  && !timestamp.zoned()
                  && TIMESTAMP.matcher(value).matches();
          default -> false;
        };
    Object parsed = same ? TextParser.parse(value, type) : null;
    return parsed == null ? null : new Cell.Constant(parsed);
  }

  private static Cell text(String value, ColumnType type) {
    if (type instanceof ColumnType.Text) {
      return new Cell.Constant(value);
    }
    if (type instanceof ColumnType.Date
        || type instanceof ColumnType.Time
        || type instanceof ColumnType.Timestamp
        || type instanceof ColumnType.Uuid) {
      Object parsed = TextParser.parse(value, type);
      if (parsed != null) {
        return new Cell.Constant(parsed);
      }
    }
    Expression cast =
        new Expression.Call(
            Operator.CAST,
            List.of(new Expression.Literal(value, ColumnType.VARCHAR)),
            ColumnTarget.valueType(type),
            false);
    return new Cell.Constant(new ScalarValue(cast).value(new Object[0]));
  }

  private List<Cell> computed(List<SqlNode> expressions, List<ColumnDefinition> columns) {
    QueryPlanner planner = new QueryPlanner(catalog);
    List<RexNode> values = values(planner, expressions);
    RexBuilder rexBuilder = planner.rexBuilder();
    ScalarTranslator translator = new ScalarTranslator(rexBuilder, new NativeFallback(rexBuilder));
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      cells.add(cell(values.get(i), columns.get(i), translator));
    }
    return cells;
  }

  /** The values of a row without columns, in checked arithmetic, its times as parameters. */
  private List<RexNode> values(QueryPlanner planner, List<SqlNode> expressions) {
    SqlNode row = SqlStdOperatorTable.ROW.createCall(SqlParserPos.sum(expressions), expressions);
    SqlNode statement = SqlStdOperatorTable.VALUES.createCall(row.getParserPosition(), row);
    SqlNode validated = planner.validate(statement);
    planner.parameterTypes(validated, parameterTypes);
    RelNode tree = times.replace(planner.convert(validated).project(), planner.rexBuilder());
    tree = tree.accept(new ConvertToChecked(planner.rexBuilder(), true));
    if (tree instanceof Project project && project.getInput() instanceof Values) {
      return project.getProjects();
    }
    if (tree instanceof Values values && values.getTuples().size() == 1) {
      return List.copyOf(values.getTuples().get(0));
    }
    throw new QueryException(
        ErrorCode.NOT_SUPPORTED, "Values of this kind are not supported here; use a SELECT");
  }

  private Cell cell(RexNode value, ColumnDefinition column, ScalarTranslator translator) {
    AssignableTypes.check(value.getType(), column);
    Expression expression = translator.translate(value, ColumnTarget.valueType(column.type()));
    if (expression instanceof Expression.Parameter parameter
        && parameter.index() < parameterTypes.length) {
      return new Cell.Parameter(parameter.index());
    }
    int parameter = lowestParameter(value);
    boolean deterministic = RexUtil.isDeterministic(value);
    if (parameter == Integer.MAX_VALUE && deterministic) {
      return new Cell.Constant(new ScalarValue(expression).value(new Object[0]));
    }
    return new Cell.Computed(expression, parameter >= parameterTypes.length && deterministic);
  }

  private static int lowestParameter(RexNode value) {
    int[] lowest = {Integer.MAX_VALUE};
    value.accept(
        new RexVisitorImpl<@Nullable Void>(true) {
          @Override
          public @Nullable Void visitDynamicParam(RexDynamicParam parameter) {
            lowest[0] = Math.min(lowest[0], parameter.getIndex());
            return null;
          }
        });
    return lowest[0];
  }

  /** A parameter where it stands for a column's value: its type is that of the column. */
  SqlNode typed(SqlNode node, ColumnDefinition column) {
    return node instanceof SqlDynamicParam
        ? SqlStdOperatorTable.CAST.createCall(
            node.getParserPosition(),
            node,
            SqlTypeUtil.convertTypeToSpec(sqlType(ColumnTarget.valueType(column.type()))))
        : node;
  }

  private RelDataType sqlType(ColumnDefinition column) {
    return sqlType(column.type());
  }

  private RelDataType sqlType(ColumnType type) {
    return TypeMapping.toSql(catalog.getTypeFactory(), type, true);
  }
}
