/**
 * Logical types of columns and their limits. Read {@link io.cairn.storage.type.ColumnType} first.
 */
@NullMarked
package io.cairn.storage.type;

import org.jspecify.annotations.NullMarked;
