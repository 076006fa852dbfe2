/**
 * Ordering rows: keys become words whose unsigned order is the order of the values. Read {@link
 * io.cairn.planner.exec.sort.RowSorter} first.
 */
@NullMarked
package io.cairn.planner.exec.sort;

import org.jspecify.annotations.NullMarked;
