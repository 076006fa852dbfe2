package io.cairn.planner;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import io.cairn.planner.exec.ExecutablePlan;
import io.cairn.planner.exec.expression.Expression;
import io.cairn.planner.exec.plan.OutputColumn;
import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.planner.parse.SqlInsertRows;
import io.cairn.planner.parse.StatementParser;
import io.cairn.planner.schema.CairnCatalogReader;
import io.cairn.planner.schema.CatalogNames;
import io.cairn.planner.statement.Cell;
import io.cairn.planner.statement.ColumnTarget;
import io.cairn.planner.statement.InsertQuery;
import io.cairn.planner.statement.InsertRows;
import io.cairn.planner.translate.ScalarTranslator;
import io.cairn.storage.ColumnDefinition;
import io.cairn.storage.Node;
import io.cairn.storage.ObjectPath;
import io.cairn.storage.TableDefinition;
import io.cairn.storage.type.ColumnType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** Plans INSERT. One thread at a time; used for one statement. */
final class InsertPlanner {
  private final CairnCatalogReader catalog;
  private final CatalogNames names;
  private final @Nullable RelDataType[] parameterTypes;
  private final TimeParameters times;
  private final CellPlanner cells;

  InsertPlanner(
      CairnCatalogReader catalog,
      CatalogNames names,
      @Nullable RelDataType[] parameterTypes,
      TimeParameters times) {
    this.catalog = catalog;
    this.names = names;
    this.parameterTypes = parameterTypes;
    this.times = times;
    this.cells = new CellPlanner(catalog, parameterTypes, times);
  }

  Plan plan(SqlInsertRows insert) {
    Node node = table(insert.table());
    TableDefinition definition = definition(node, insert.table());
    SqlNode source = insert.source();
    if (source == null) {
      List<Cell> row = definition.columns().stream().map(cells::defaultOf).toList();
      return rows(node.path(), definition, List.of(row));
    }
    int[] targets = targets(insert.columns(), definition);
    if (source.getKind() == SqlKind.VALUES) {
      List<List<SqlNode>> rows = valuesOf((SqlCall) source);
      rows.forEach(row -> checkCount(row.size(), targets.length, insert));
      if (rows.stream().flatMap(List::stream).noneMatch(CellPlanner::hasQuery)) {
        return values(node.path(), definition, targets, rows);
      }
      source = typedValues(rows, definition, targets, source.getParserPosition());
    } else if (source instanceof SqlSelect select) {
      typeParameters(select, definition, targets);
    }
    return new Plan.QueryRows(query(source, node.path(), definition, targets, insert));
  }

  private Node table(SqlIdentifier name) {
    ObjectPath group = names.groupOf(name);
    String leaf = name.names.get(name.names.size() - 1);
    Node node = names.leaf(group, leaf);
    if (node == null) {
      throw catalog.unknownTable(leaf, name);
    }
    return node;
  }

  private static TableDefinition definition(Node node, SqlIdentifier name) {
    TableDefinition definition = node.table();
    if (definition == null) {
      throw error(
          ErrorCode.NOT_SUPPORTED,
          "INSERT adds rows to tables; "
              + node.path()
              + " is "
              + switch (node.kind()) {
                case GROUP, TABLE -> "none that was declared";
                case ARRAY -> "an array";
                case FILE -> "a file";
                case LINK -> "a link";
                case VIEW -> "a view";
              },
          name.getParserPosition());
    }
    return definition;
  }

  private static QueryException error(ErrorCode code, String message, SqlParserPos place) {
    return new QueryException(code, message, place.getLineNum(), place.getColumnNum(), null);
  }

  /** The table's columns that get values, by their ordinals, in the order of the values. */
  private static int[] targets(@Nullable SqlNodeList columns, TableDefinition definition) {
    if (columns == null) {
      int[] all = new int[definition.columns().size()];
      Arrays.setAll(all, i -> i);
      return all;
    }
    int[] targets = new int[columns.size()];
    boolean[] named = new boolean[definition.columns().size()];
    for (int i = 0; i < targets.length; i++) {
      SqlIdentifier name = (SqlIdentifier) columns.get(i);
      targets[i] = ColumnNames.find(definition.columns(), name);
      if (named[targets[i]]) {
        throw error(
            ErrorCode.SYNTAX_ERROR,
            "Column '" + name.getSimple() + "' is named twice",
            name.getParserPosition());
      }
      named[targets[i]] = true;
    }
    return targets;
  }

  private static void checkCount(int found, int expected, SqlInsertRows insert) {
    if (found != expected) {
      SqlNode source = insert.source();
      throw error(
          ErrorCode.SYNTAX_ERROR,
          "INSERT gives " + found + " values for " + expected + " columns",
          (source == null ? insert : source).getParserPosition());
    }
  }

  private static List<List<SqlNode>> valuesOf(SqlCall values) {
    List<List<SqlNode>> rows = new ArrayList<>();
    for (SqlNode row : values.getOperandList()) {
      rows.add(row.getKind() == SqlKind.ROW ? ((SqlCall) row).getOperandList() : List.of(row));
    }
    return rows;
  }

  private Plan values(
      ObjectPath path, TableDefinition definition, int[] targets, List<List<SqlNode>> rows) {
    List<ColumnDefinition> columns =
        Arrays.stream(targets).mapToObj(definition.columns()::get).toList();
    List<List<Cell>> planned = new ArrayList<>();
    for (List<SqlNode> row : rows) {
      List<Cell> given = cells.row(row, columns);
      planned.add(
          targets.length == definition.columns().size() && isInOrder(targets)
              ? given
              : complete(definition, targets, given));
    }
    return rows(path, definition, planned);
  }

  private static boolean isInOrder(int[] targets) {
    for (int i = 0; i < targets.length; i++) {
      if (targets[i] != i) {
        return false;
      }
    }
    return true;
  }

  private List<Cell> complete(TableDefinition definition, int[] targets, List<Cell> given) {
    List<Cell> row = new ArrayList<>();
    for (int column = 0; column < definition.columns().size(); column++) {
      int position = position(targets, column);
      row.add(
          position >= 0 ? given.get(position) : cells.defaultOf(definition.columns().get(column)));
    }
    return row;
  }

  private static int position(int[] targets, int column) {
    for (int i = 0; i < targets.length; i++) {
      if (targets[i] == column) {
        return i;
      }
    }
    return -1;
  }

  private Plan rows(ObjectPath path, TableDefinition definition, List<List<Cell>> rows) {
    return new Plan.Rows(new InsertRows(path, definition, rows, times.times().size()));
  }

  /** VALUES with queries inside: what only INSERT allows in it is written out. */
  private SqlNode typedValues(
      List<List<SqlNode>> rows, TableDefinition definition, int[] targets, SqlParserPos place) {
    List<SqlNode> typed = new ArrayList<>();
    for (List<SqlNode> row : rows) {
      List<SqlNode> cellsOfRow = new ArrayList<>();
      for (int i = 0; i < row.size(); i++) {
        ColumnDefinition column = definition.columns().get(targets[i]);
        SqlNode cell = row.get(i);
        if (cell.getKind() == SqlKind.DEFAULT) {
          String text = column.defaultSql();
          cell = StatementParser.parseExpression(text == null ? "NULL" : text);
        }
        cellsOfRow.add(cells.typed(cell, column));
      }
      typed.add(SqlStdOperatorTable.ROW.createCall(place, cellsOfRow));
    }
    return SqlStdOperatorTable.VALUES.createCall(place, typed);
  }

  /** Gives bare parameters in the select list the types of their columns. */
  private void typeParameters(SqlSelect select, TableDefinition definition, int[] targets) {
    SqlNodeList items = select.getSelectList();
    for (int i = 0; i < items.size() && i < targets.length; i++) {
      SqlNode item = items.get(i);
      if (item instanceof SqlIdentifier identifier && identifier.isStar()) {
        return;
      }
      items.set(i, cells.typed(item, definition.columns().get(targets[i])));
    }
  }

  private InsertQuery query(
      SqlNode source,
      ObjectPath path,
      TableDefinition definition,
      int[] targets,
      SqlInsertRows insert) {
    QueryPlanner planner = new QueryPlanner(catalog);
    SqlNode validated = planner.validate(source);
    checkCount(planner.rowType(validated).getFieldCount(), targets.length, insert);
    planner.parameterTypes(validated, parameterTypes);
    return query(planner, validated, path, definition, targets);
  }

  /** The rows of a validated query for a table's columns, the missing ones with their defaults. */
  InsertQuery query(
      QueryPlanner planner,
      SqlNode validated,
      ObjectPath path,
      TableDefinition definition,
      int[] targets) {
    List<RelDataTypeField> fields = planner.rowType(validated).getFieldList();
    RelNode tree = times.replace(planner.convert(validated).project(), planner.rexBuilder());
    QueryPlanner.PhysicalPlan plan = planner.physical(tree);
    PlanNode rows = plan.root();
    List<Expression> values = new ArrayList<>();
    List<OutputColumn> outputs = new ArrayList<>();
    for (int i = 0; i < definition.columns().size(); i++) {
      ColumnDefinition column = definition.columns().get(i);
      ColumnType type = ColumnTarget.valueType(column.type());
      int position = position(targets, i);
      Expression value;
      if (position < 0) {
        value = cells.defaultOf(column).expression(column);
      } else {
        AssignableTypes.check(fields.get(position).getType(), column);
        OutputColumn from = rows.columns().get(position);
        // Casts stand here and not in the query, where Calcite would shorten literals by itself.
        value =
            ScalarTranslator.cast(
                new Expression.Input(position, from.type(), from.nullable(), from.lane()), type);
      }
      values.add(value);
      outputs.add(OutputColumn.of(column.name(), type, value.nullable()));
    }
    return new InsertQuery(
        path,
        definition,
        ExecutablePlan.of(new PlanNode.Project(rows, values, outputs), plan.estimates()));
  }
}
