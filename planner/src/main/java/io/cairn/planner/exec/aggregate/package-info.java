/**
 * Groups and the states of aggregate functions. Rows of one part of the input go into a {@link
 * io.cairn.planner.exec.aggregate.Grouping}; those of several parts are merged in order, so that
 * results do not depend on who computed which part. Read {@link
 * io.cairn.planner.exec.aggregate.Grouping} first.
 */
@NullMarked
package io.cairn.planner.exec.aggregate;

import org.jspecify.annotations.NullMarked;
