package io.cairn.planner.schema;

import io.cairn.planner.cost.ColumnStatisticsSource;
import io.cairn.planner.exec.plan.TableReference;
import io.cairn.storage.Relation;
import io.cairn.storage.predicate.ColumnStatistics;
import io.cairn.storage.type.Column;
import io.cairn.storage.type.Schema;
import java.util.List;
import java.util.Objects;
import org.apache.calcite.linq4j.tree.Expression;
import org.apache.calcite.plan.RelOptSchema;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.prepare.Prepare;
import org.apache.calcite.rel.RelCollation;
import org.apache.calcite.rel.RelDistribution;
import org.apache.calcite.rel.RelDistributions;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelReferentialConstraint;
import org.apache.calcite.rel.logical.LogicalTableScan;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.impl.AbstractTable;
import org.apache.calcite.sql.SqlAccessType;
import org.apache.calcite.sql.validate.SqlModality;
import org.apache.calcite.sql.validate.SqlMonotonicity;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/** A relation as the validator and the planner see it, for one planning. */
public final class CairnTable extends Prepare.AbstractPreparingTable
    implements ColumnStatisticsSource {
  private static final double ASSUMED_VIEW_ROWS = 1_000;

  private final CairnCatalogReader catalog;
  private final List<String> qualifiedName;
  private final @Nullable TableReference reference;
  private final @Nullable Relation relation;
  private final @Nullable ViewRows view;
  private final RelDataType rowType;

  /** The same table to parts of Calcite that know tables by another interface. */
  private final AbstractTable asSchemaObject =
      new AbstractTable() {
        @Override
        public RelDataType getRowType(RelDataTypeFactory factory) {
          return CairnTable.this.getRowType();
        }
      };

  CairnTable(
      CairnCatalogReader catalog,
      List<String> qualifiedName,
      TableReference reference,
      Relation relation) {
    this.catalog = catalog;
    this.qualifiedName = List.copyOf(qualifiedName);
    this.reference = reference;
    this.relation = relation;
    this.view = null;
    this.rowType = rowType(catalog.getTypeFactory(), relation.schema());
  }

  /** A view: its query takes its place in the plan. */
  CairnTable(CairnCatalogReader catalog, List<String> qualifiedName, ViewRows view) {
    this.catalog = catalog;
    this.qualifiedName = List.copyOf(qualifiedName);
    this.reference = null;
    this.relation = null;
    this.view = view;
    this.rowType = view.rowType();
  }

  private static RelDataType rowType(RelDataTypeFactory factory, Schema schema) {
    RelDataTypeFactory.Builder fields = factory.builder();
    for (Column column : schema.columns()) {
      fields.add(column.name(), TypeMapping.toSql(factory, column.type(), column.nullable()));
    }
    return fields.build();
  }

  /** What the plan keeps of this table; views leave nothing of themselves in a plan. */
  public TableReference reference() {
    return Objects.requireNonNull(reference, "A view has no rows of its own");
  }

  /** The rows at the time of planning; views have none. */
  public Relation relation() {
    return Objects.requireNonNull(relation, "A view has no rows of its own");
  }

  /** Whether {@code SELECT *} leaves the column out. */
  public boolean isHidden(int ordinal) {
    return relation != null && relation.schema().column(ordinal).role() == Column.Role.ROW_NUMBER;
  }

  /** Catalog, schema, table. */
  @Override
  public List<String> getQualifiedName() {
    return qualifiedName;
  }

  @Override
  public double getRowCount() {
    return relation == null ? ASSUMED_VIEW_ROWS : relation.estimatedRowCount();
  }

  @Override
  public ColumnStatistics columnStatistics(int column) {
    return relation == null
        ? ColumnStatistics.unknown((long) ASSUMED_VIEW_ROWS)
        : relation.statistics(column);
  }

  @Override
  public RelDataType getRowType() {
    return rowType;
  }

  @Override
  public RelOptSchema getRelOptSchema() {
    return catalog;
  }

  @Override
  public RelNode toRel(ToRelContext context) {
    if (view != null) {
      return view.toRel(context.getCluster());
    }
    return LogicalTableScan.create(context.getCluster(), this, context.getTableHints());
  }

  @Override
  public List<RelCollation> getCollationList() {
    return List.of();
  }

  @Override
  public RelDistribution getDistribution() {
    return RelDistributions.ANY;
  }

  @Override
  public boolean isKey(ImmutableBitSet columns) {
    return false;
  }

  @Override
  public List<ImmutableBitSet> getKeys() {
    return List.of();
  }

  @Override
  public List<RelReferentialConstraint> getReferentialConstraints() {
    return List.of();
  }

  @Override
  @SuppressWarnings("rawtypes") // as the interface declares it
  public @Nullable Expression getExpression(Class clazz) {
    return null;
  }

  @Override
  protected RelOptTable extend(org.apache.calcite.schema.Table extendedTable) {
    throw new UnsupportedOperationException("Tables cannot be extended in a query");
  }

  @Override
  public SqlMonotonicity getMonotonicity(String columnName) {
    return SqlMonotonicity.NOT_MONOTONIC;
  }

  @Override
  public SqlAccessType getAllowedAccess() {
    return SqlAccessType.ALL;
  }

  @Override
  public boolean supportsModality(SqlModality modality) {
    return modality == SqlModality.RELATION;
  }

  @Override
  public boolean isTemporal() {
    return false;
  }

  @Override
  public <C> @Nullable C unwrap(Class<C> type) {
    if (type.isInstance(this)) {
      return type.cast(this);
    }
    return type.isInstance(asSchemaObject) ? type.cast(asSchemaObject) : null;
  }
}
