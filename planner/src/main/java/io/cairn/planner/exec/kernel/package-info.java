/**
 * Static loops over whole primitive arrays, one class for each kind of lane. Every loop starts at
 * index 0 and runs to a row count, reads and writes one element width where it can, and has no
 * branch that depends on data where it matters. Read {@link
 * io.cairn.planner.exec.kernel.IntKernels} first.
 */
@NullMarked
package io.cairn.planner.exec.kernel;

import org.jspecify.annotations.NullMarked;
