package io.cairn.planner.cost;

import java.util.HashMap;
import java.util.Map;
import org.apache.calcite.rel.metadata.BuiltInMetadata;
import org.apache.calcite.rel.metadata.MetadataHandler;
import org.apache.calcite.rel.metadata.MetadataHandlerProvider;

/** Gives the estimator of each kind of metadata. Immutable and thread-safe. */
final class MetadataKinds implements MetadataHandlerProvider {
  static final MetadataKinds INSTANCE = new MetadataKinds();

  private final Map<Class<?>, MetadataHandler<?>> handlers = new HashMap<>();

  private MetadataKinds() {
    handlers.put(BuiltInMetadata.RowCount.Handler.class, new CardinalityKinds.RowCount());
    handlers.put(BuiltInMetadata.MaxRowCount.Handler.class, new CardinalityKinds.MaxRowCount());
    handlers.put(BuiltInMetadata.MinRowCount.Handler.class, new CardinalityKinds.MinRowCount());
    handlers.put(
        BuiltInMetadata.DistinctRowCount.Handler.class, new CardinalityKinds.DistinctRowCount());
    handlers.put(
        BuiltInMetadata.PopulationSize.Handler.class, new CardinalityKinds.PopulationSize());
    handlers.put(
        BuiltInMetadata.PercentageOriginalRows.Handler.class,
        new CardinalityKinds.PercentageOriginalRows());
    handlers.put(BuiltInMetadata.Selectivity.Handler.class, new CardinalityKinds.Selectivity());
    handlers.put(BuiltInMetadata.UniqueKeys.Handler.class, new KeyKinds.UniqueKeys());
    handlers.put(BuiltInMetadata.ColumnUniqueness.Handler.class, new KeyKinds.ColumnUniqueness());
    handlers.put(
        BuiltInMetadata.FunctionalDependency.Handler.class, new KeyKinds.FunctionalDependency());
    handlers.put(BuiltInMetadata.Predicates.Handler.class, new PredicateKinds.Predicates());
    handlers.put(BuiltInMetadata.AllPredicates.Handler.class, new PredicateKinds.AllPredicates());
    handlers.put(BuiltInMetadata.ColumnOrigin.Handler.class, new OriginKinds.ColumnOrigin());
    handlers.put(
        BuiltInMetadata.ExpressionLineage.Handler.class, new OriginKinds.ExpressionLineage());
    handlers.put(BuiltInMetadata.TableReferences.Handler.class, new OriginKinds.TableReferences());
    handlers.put(BuiltInMetadata.InputFieldsUsed.Handler.class, new OriginKinds.InputFieldsUsed());
    handlers.put(BuiltInMetadata.NodeTypes.Handler.class, new OriginKinds.NodeTypes());
    handlers.put(BuiltInMetadata.CumulativeCost.Handler.class, new CostKinds.CumulativeCost());
    handlers.put(
        BuiltInMetadata.NonCumulativeCost.Handler.class, new CostKinds.NonCumulativeCost());
    handlers.put(BuiltInMetadata.LowerBoundCost.Handler.class, new CostKinds.LowerBoundCost());
    handlers.put(BuiltInMetadata.Collation.Handler.class, new PhysicalKinds.Collation());
    handlers.put(BuiltInMetadata.Distribution.Handler.class, new PhysicalKinds.Distribution());
    handlers.put(BuiltInMetadata.Size.Handler.class, new PhysicalKinds.Size());
    handlers.put(BuiltInMetadata.Parallelism.Handler.class, new PhysicalKinds.Parallelism());
    handlers.put(BuiltInMetadata.Memory.Handler.class, new PhysicalKinds.Memory());
    handlers.put(
        BuiltInMetadata.ExplainVisibility.Handler.class, new DisplayKinds.ExplainVisibility());
    handlers.put(BuiltInMetadata.Measure.Handler.class, new DisplayKinds.Measure());
  }

  @Override
  public <H extends MetadataHandler<?>> H handler(Class<H> kind) {
    MetadataHandler<?> handler = handlers.get(kind);
    if (handler == null) {
      throw new IllegalArgumentException("There is no estimator of kind " + kind.getName());
    }
    return kind.cast(handler);
  }
}
