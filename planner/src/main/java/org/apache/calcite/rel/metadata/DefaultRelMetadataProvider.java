package org.apache.calcite.rel.metadata;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Multimap;
import java.lang.reflect.Method;
import java.util.List;
import org.apache.calcite.rel.RelNode;

/**
 * Stands in for Calcite's class of this name, which each planning cluster mentions and with which
 * it would load every handler of metadata, Calcite's runtime functions and a geometry library: a
 * quarter of a first statement's time, for handlers that planning here never asks ({@code
 * io.cairn.planner.cost} answers). This one loads the same handlers when the first of them is
 * asked.
 */
public class DefaultRelMetadataProvider extends ChainedRelMetadataProvider {
  public static final DefaultRelMetadataProvider INSTANCE = new DefaultRelMetadataProvider();

  /** For subclasses; others use {@link #INSTANCE}. */
  protected DefaultRelMetadataProvider() {
    super(ImmutableList.of());
  }

  /** Loads with the first question. */
  private static final class Handlers {
    static final RelMetadataProvider CHAIN =
        ChainedRelMetadataProvider.of(
            ImmutableList.of(
                RelMdPercentageOriginalRows.SOURCE,
                RelMdColumnOrigins.SOURCE,
                RelMdExpressionLineage.SOURCE,
                RelMdTableReferences.SOURCE,
                RelMdNodeTypes.SOURCE,
                RelMdRowCount.SOURCE,
                RelMdMaxRowCount.SOURCE,
                RelMdMinRowCount.SOURCE,
                RelMdUniqueKeys.SOURCE,
                RelMdColumnUniqueness.SOURCE,
                RelMdPopulationSize.SOURCE,
                RelMdSize.SOURCE,
                RelMdParallelism.SOURCE,
                RelMdDistribution.SOURCE,
                RelMdLowerBoundCost.SOURCE,
                RelMdMeasure.SOURCE,
                RelMdMemory.SOURCE,
                RelMdDistinctRowCount.SOURCE,
                RelMdSelectivity.SOURCE,
                RelMdExplainVisibility.SOURCE,
                RelMdPredicates.SOURCE,
                RelMdInputFieldsUsed.SOURCE,
                RelMdAllPredicates.SOURCE,
                RelMdCollation.SOURCE,
                RelMdFunctionalDependency.SOURCE));
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

  @Override
  @Deprecated
  public <M extends Metadata> UnboundMetadata<M> apply(
      Class<? extends RelNode> relClass, Class<? extends M> metadataClass) {
    return Handlers.CHAIN.apply(relClass, metadataClass);
  }

  @Override
  @Deprecated
  public <M extends Metadata> Multimap<Method, MetadataHandler<M>> handlers(
      MetadataDef<M> definition) {
    return Handlers.CHAIN.handlers(definition);
  }

  @Override
  public List<MetadataHandler<?>> handlers(Class<? extends MetadataHandler<?>> handlerClass) {
    return Handlers.CHAIN.handlers(handlerClass);
  }
}
