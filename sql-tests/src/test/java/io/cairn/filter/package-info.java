/**
 * Filters through JDBC against filters in plain Java. Read {@link io.cairn.filter.RangeFilterTest}
 * first.
 */
@NullMarked
package io.cairn.filter;

import org.jspecify.annotations.NullMarked;
