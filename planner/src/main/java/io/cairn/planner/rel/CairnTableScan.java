package io.cairn.planner.rel;

import io.cairn.planner.cost.ScannedColumns;
import io.cairn.planner.schema.CairnTable;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.calcite.plan.Convention;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.util.ImmutableIntList;

/**
 * A scan that delivers some columns of a table, of the rows that meet all conditions. The
 * conditions refer to the table's columns, delivered or not. Immutable.
 */
public final class CairnTableScan extends TableScan implements ScannedColumns {
  private final ImmutableIntList projection;
  private final List<RexNode> conditions;

  private CairnTableScan(
      RelOptCluster cluster,
      RelTraitSet traits,
      RelOptTable table,
      ImmutableIntList projection,
      List<RexNode> conditions) {
    super(cluster, traits, List.of(), table);
    this.projection = projection;
    this.conditions = List.copyOf(conditions);
  }

  /** A scan of every column and row. */
  public static CairnTableScan of(RelOptCluster cluster, RelOptTable table) {
    int[] all = IntStream.range(0, table.getRowType().getFieldCount()).toArray();
    return new CairnTableScan(
        cluster, cluster.traitSetOf(Convention.NONE), table, ImmutableIntList.of(all), List.of());
  }

  /**
   * The same rows with only these of the delivered columns, by their positions in this scan's row.
   */
  public CairnTableScan withColumns(List<Integer> positions) {
    List<Integer> ordinals = positions.stream().map(projection::get).toList();
    return new CairnTableScan(
        getCluster(), getTraitSet(), getTable(), ImmutableIntList.copyOf(ordinals), conditions);
  }

  /**
   * The same columns of the rows that meet these conditions too; they refer to the table's columns.
   */
  public CairnTableScan withConditions(List<RexNode> more) {
    List<RexNode> all = new java.util.ArrayList<>(conditions);
    all.addAll(more);
    return new CairnTableScan(getCluster(), getTraitSet(), getTable(), projection, all);
  }

  public CairnTable cairnTable() {
    return getTable().unwrapOrThrow(CairnTable.class);
  }

  /** Ordinals of the table: column {@code k} of the output is {@code projection().get(k)}. */
  @Override
  public ImmutableIntList projection() {
    return projection;
  }

  @Override
  public List<RexNode> conditions() {
    return conditions;
  }

  @Override
  public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
    return new CairnTableScan(getCluster(), traits, getTable(), projection, conditions);
  }

  @Override
  public RelDataType deriveRowType() {
    RelDataTypeFactory.Builder fields = getCluster().getTypeFactory().builder();
    List<RelDataTypeField> all = getTable().getRowType().getFieldList();
    for (int ordinal : projection) {
      fields.add(all.get(ordinal));
    }
    return fields.build();
  }

  @Override
  public RelWriter explainTerms(RelWriter writer) {
    return super.explainTerms(writer).item("project", projection).item("conditions", conditions);
  }
}
