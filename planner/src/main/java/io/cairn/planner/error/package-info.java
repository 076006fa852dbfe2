/**
 * What can be wrong with a statement or its data. Read {@link
 * io.cairn.planner.error.QueryException}.
 */
@NullMarked
package io.cairn.planner.error;

import org.jspecify.annotations.NullMarked;
