/**
 * Statements that would run for minutes stop soon after they are cancelled or their time is over.
 * Read {@link io.cairn.cancel.LongQuery} first.
 */
@NullMarked
package io.cairn.cancel;

import org.jspecify.annotations.NullMarked;
