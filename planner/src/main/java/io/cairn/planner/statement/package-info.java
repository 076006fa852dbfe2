/**
 * What statements that change a database do when they run. Read {@link
 * io.cairn.planner.statement.Definition} and {@link io.cairn.planner.statement.InsertRows} first.
 */
@NullMarked
package io.cairn.planner.statement;

import org.jspecify.annotations.NullMarked;
