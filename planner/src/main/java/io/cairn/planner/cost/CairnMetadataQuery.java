package io.cairn.planner.cost;

import org.apache.calcite.rel.metadata.RelMetadataQuery;

/**
 * Answers what rules ask about relational expressions. Calcite's own query compiles its dispatch
 * with Janino when first used; this one dispatches with {@code instanceof}, so that the first
 * statement of a process is not slowed down. One thread at a time.
 *
 * <p>All that planning needs is {@code cluster.setMetadataQuerySupplier(CairnMetadataQuery::new)}.
 */
public final class CairnMetadataQuery extends RelMetadataQuery {
  public CairnMetadataQuery() {
    super(MetadataKinds.INSTANCE);
  }
}
