/**
 * Rows on disk while a statement runs, where memory does not hold them. Read {@link
 * io.cairn.planner.exec.spill.SpillFile} first.
 */
@NullMarked
package io.cairn.planner.exec.spill;

import org.jspecify.annotations.NullMarked;
