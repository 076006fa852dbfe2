package io.cairn.planner.catalog;

import io.cairn.planner.exec.plan.TableReference;
import io.cairn.planner.schema.SystemViews;
import io.cairn.storage.Relation;
import io.cairn.storage.Snapshot;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The views of {@code cairn_catalog} and {@code information_schema}. They are computed when they
 * are scanned, from the nodes that a query's conditions leave possible. Immutable and thread-safe.
 */
public final class CatalogViews implements SystemViews {
  private final CatalogContext context;
  private final List<View<?>> views;

  public CatalogViews(CatalogContext context) {
    this.context = context;
    List<View<?>> all = new ArrayList<>(CatalogSchema.views());
    all.addAll(InformationSchema.views());
    this.views = List.copyOf(all);
  }

  @Override
  public @Nullable TableReference find(String schema, String name) {
    for (View<?> view : views) {
      if (view.schema().equalsIgnoreCase(schema) && view.name().equalsIgnoreCase(name)) {
        return new Reference(view);
      }
    }
    return null;
  }

  /** A view in a plan. */
  private final class Reference implements TableReference {
    private final View<?> view;

    Reference(View<?> view) {
      this.view = view;
    }

    @Override
    public String name() {
      return view.name();
    }

    @Override
    public Relation relation(Snapshot snapshot) {
      return new CatalogRelation(view, new CatalogScope(context, snapshot, views));
    }
  }
}
