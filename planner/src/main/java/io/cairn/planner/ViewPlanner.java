package io.cairn.planner;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import io.cairn.planner.parse.StatementParser;
import io.cairn.planner.parse.ValidationErrors;
import io.cairn.planner.schema.CairnCatalogReader;
import io.cairn.planner.schema.ViewReader;
import io.cairn.planner.schema.ViewRows;
import io.cairn.storage.ViewDefinition;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;

/** Plans the queries behind views as parts of the queries that read them. */
enum ViewPlanner implements ViewReader {
  INSTANCE;

  @Override
  public ViewRows read(CairnCatalogReader catalog, ViewDefinition view) {
    SqlNode query = StatementParser.parse(view.sql());
    if (!query.isA(SqlKind.QUERY)) {
      throw new QueryException(ErrorCode.SYNTAX_ERROR, "A view holds a query, found " + view.sql());
    }
    try {
      QueryPlanner planner = new QueryPlanner(catalog);
      SqlNode validated = planner.validate(query);
      return new Rows(
          catalog, view.sql(), rowType(catalog, planner.rowType(validated), view.columnNames()));
    } catch (QueryException e) {
      throw e;
    } catch (RuntimeException e) {
      throw ValidationErrors.translate(e, catalog);
    }
  }

  private static RelDataType rowType(
      CairnCatalogReader catalog, RelDataType query, List<String> names) {
    if (names.isEmpty()) {
      return query;
    }
    if (names.size() != query.getFieldCount()) {
      throw new QueryException(
          ErrorCode.SYNTAX_ERROR,
          "The view names " + names.size() + " columns, its query gives " + query.getFieldCount());
    }
    RelDataTypeFactory.Builder fields = catalog.getTypeFactory().builder();
    for (int i = 0; i < names.size(); i++) {
      fields.add(names.get(i), query.getFieldList().get(i).getType());
    }
    return fields.build();
  }

  /** The rows of one view in one planning; each use of the view converts its query anew. */
  private record Rows(CairnCatalogReader catalog, String sql, RelDataType rowType)
      implements ViewRows {
    @Override
    public RelNode toRel(RelOptCluster cluster) {
      QueryPlanner planner = new QueryPlanner(catalog, cluster);
      RelNode rows = planner.convert(planner.validate(StatementParser.parse(sql))).project();
      return LogicalProject.create(
          rows,
          List.of(),
          cluster.getRexBuilder().identityProjects(rows.getRowType()),
          rowType.getFieldNames(),
          Set.of());
    }
  }
}
