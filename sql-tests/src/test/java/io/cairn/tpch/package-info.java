/**
 * The 22 queries of TPC-H, with the parameters by which the specification validates them, in Cairn
 * and in DuckDB over the same rows. Read {@link io.cairn.tpch.TpchTest} first.
 */
@NullMarked
package io.cairn.tpch;

import org.jspecify.annotations.NullMarked;
