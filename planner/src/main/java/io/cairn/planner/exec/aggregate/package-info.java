/**
 * Groups and the states of aggregate functions. Rows of one split of the input go into a {@link
 * io.cairn.planner.exec.aggregate.GroupPart}: into a {@link
 * io.cairn.planner.exec.aggregate.Grouping} while groups are few or come as runs, else over
 * partitions by the hash of their keys. The parts are added to a {@link
 * io.cairn.planner.exec.aggregate.GroupTotal} in the order of the splits, so that results do not
 * depend on who collected which part. Read that first.
 */
@NullMarked
package io.cairn.planner.exec.aggregate;

import org.jspecify.annotations.NullMarked;
