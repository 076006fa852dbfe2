/**
 * What joins keep of their right inputs, and how rows of the left are looked up in it. Read {@link
 * io.cairn.planner.exec.join.JoinTable} first.
 */
@NullMarked
package io.cairn.planner.exec.join;

import org.jspecify.annotations.NullMarked;
