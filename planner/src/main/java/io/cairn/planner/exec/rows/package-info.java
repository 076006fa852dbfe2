/**
 * Rows kept beyond the batch that brought them. Read {@link io.cairn.planner.exec.rows.RowBuffer}
 * first.
 */
@NullMarked
package io.cairn.planner.exec.rows;

import org.jspecify.annotations.NullMarked;
