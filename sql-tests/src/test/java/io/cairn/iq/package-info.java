/**
 * Runs the scripts under {@code src/test/resources/iq}: SQL with the results, plans and errors that
 * it must have. Read {@link io.cairn.iq.ScriptTest} first.
 */
@NullMarked
package io.cairn.iq;

import org.jspecify.annotations.NullMarked;
