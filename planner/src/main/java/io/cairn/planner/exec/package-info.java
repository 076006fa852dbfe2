/**
 * The vectorised engine: pipelines of operators over batches, static kernels over whole lanes.
 * Imports no Calcite. Read {@link io.cairn.planner.exec.ExecutablePlan} first.
 */
@NullMarked
package io.cairn.planner.exec;

import org.jspecify.annotations.NullMarked;
