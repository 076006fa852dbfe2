/** Planner rules. Read {@link io.cairn.planner.rule.CairnRules}: every rule, in one list. */
@NullMarked
package io.cairn.planner.rule;

import org.jspecify.annotations.NullMarked;
