/**
 * How Calcite sees a source: names, tables and types. Read {@link
 * io.cairn.planner.schema.TypeMapping} and {@link io.cairn.planner.schema.CairnCatalogReader}
 * first.
 */
@NullMarked
package io.cairn.planner.schema;

import org.jspecify.annotations.NullMarked;
