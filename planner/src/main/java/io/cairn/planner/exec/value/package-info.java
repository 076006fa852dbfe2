/**
 * Single values: their boxed form, their text, and the way back. The one place that knows how a
 * value of each type is written. Read {@link io.cairn.planner.exec.value.ValueText} first.
 */
@NullMarked
package io.cairn.planner.exec.value;

import org.jspecify.annotations.NullMarked;
