/**
 * Random queries over random tables, which Cairn has to answer as DuckDB does, whatever its
 * threads, memory, row groups and operators are. Read {@link
 * io.cairn.differential.DifferentialTest} first.
 */
@NullMarked
package io.cairn.differential;

import org.jspecify.annotations.NullMarked;
