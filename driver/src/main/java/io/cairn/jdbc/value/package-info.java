/**
 * Values between lanes and Java: readers over the vectors of a result, conversions in both
 * directions, the objects behind {@code java.sql.Array}, {@code Struct}, {@code Blob} and {@code
 * Clob}. Read {@link io.cairn.jdbc.value.ColumnReader} and {@link io.cairn.jdbc.value.Conversions}
 * first.
 */
@NullMarked
package io.cairn.jdbc.value;

import org.jspecify.annotations.NullMarked;
