/**
 * Functions over the rows around each row of a sorted input. Read {@link
 * io.cairn.planner.exec.window.WindowRows} first.
 */
@NullMarked
package io.cairn.planner.exec.window;

import org.jspecify.annotations.NullMarked;
