/**
 * Another database over the same tables, and random queries for both. Read {@link
 * io.cairn.oracle.RandomQueryTest} first.
 */
@NullMarked
package io.cairn.oracle;

import org.jspecify.annotations.NullMarked;
