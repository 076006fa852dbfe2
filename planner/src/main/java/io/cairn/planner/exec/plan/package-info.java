/**
 * Physical plans as the planner hands them to the engine. Read {@link
 * io.cairn.planner.exec.plan.PlanNode}.
 */
@NullMarked
package io.cairn.planner.exec.plan;

import org.jspecify.annotations.NullMarked;
