package io.cairn.planner.schema;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.apache.calcite.linq4j.tree.Expression;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelProtoDataType;
import org.apache.calcite.schema.Schema;
import org.apache.calcite.schema.SchemaPlus;
import org.apache.calcite.schema.SchemaVersion;
import org.apache.calcite.schema.Schemas;
import org.apache.calcite.schema.Table;
import org.apache.calcite.schema.impl.AbstractTable;
import org.apache.calcite.schema.lookup.LikePattern;
import org.apache.calcite.schema.lookup.Lookup;
import org.apache.calcite.schema.lookup.Named;
import org.jspecify.annotations.Nullable;

/**
 * One step of a table's name: looks the next step up when the validator asks, by functions of the
 * catalog reader.
 */
final class GroupSchema implements Schema {
  private final Function<String, @Nullable CairnTable> tables;
  private final Function<String, @Nullable GroupSchema> schemas;

  GroupSchema(
      Function<String, @Nullable CairnTable> tables,
      Function<String, @Nullable GroupSchema> schemas) {
    this.tables = tables;
    this.schemas = schemas;
  }

  @Override
  public Lookup<Table> tables() {
    return new NameLookup<>(
        name -> {
          CairnTable table = tables.apply(name);
          return table == null ? null : new ResolvedTable(table);
        });
  }

  @Override
  public Lookup<? extends Schema> subSchemas() {
    return new NameLookup<>(schemas);
  }

  /** Finds what the catalog reader finds; both kinds of lookup follow the one rule for names. */
  private record NameLookup<T>(Function<String, @Nullable T> function) implements Lookup<T> {
    @Override
    public @Nullable T get(String name) {
      return function.apply(name);
    }

    @Override
    public @Nullable Named<T> getIgnoreCase(String name) {
      T found = function.apply(name);
      return found == null ? null : new Named<>(name, found);
    }

    @Override
    public Set<String> getNames(LikePattern pattern) {
      return Set.of();
    }
  }

  /** Carries a table through Calcite's own schema objects. */
  private static final class ResolvedTable extends AbstractTable {
    private final CairnTable table;

    ResolvedTable(CairnTable table) {
      this.table = table;
    }

    @Override
    public RelDataType getRowType(RelDataTypeFactory factory) {
      return table.getRowType();
    }

    @Override
    public <C> @Nullable C unwrap(Class<C> type) {
      return type.isInstance(table) ? type.cast(table) : super.unwrap(type);
    }
  }

  @Override
  @Deprecated
  public @Nullable Table getTable(String name) {
    return tables().get(name);
  }

  @Override
  @Deprecated
  public Set<String> getTableNames() {
    return Set.of();
  }

  @Override
  @Deprecated
  public @Nullable Schema getSubSchema(String name) {
    return schemas.apply(name);
  }

  @Override
  @Deprecated
  public Set<String> getSubSchemaNames() {
    return Set.of();
  }

  @Override
  public @Nullable RelProtoDataType getType(String name) {
    return null;
  }

  @Override
  public Set<String> getTypeNames() {
    return Set.of();
  }

  @Override
  public Collection<org.apache.calcite.schema.Function> getFunctions(String name) {
    return List.of();
  }

  @Override
  public Set<String> getFunctionNames() {
    return Set.of();
  }

  @Override
  public Expression getExpression(@Nullable SchemaPlus parentSchema, String name) {
    return Schemas.subSchemaExpression(
        java.util.Objects.requireNonNull(parentSchema, "parentSchema"), name, Schema.class);
  }

  @Override
  public boolean isMutable() {
    return false;
  }

  @Override
  public Schema snapshot(SchemaVersion version) {
    return this;
  }
}
