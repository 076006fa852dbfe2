/**
 * Batches of rows in columns: primitive arrays that start at index 0, with one validity lane or
 * none. Read {@link io.cairn.storage.vector.Batch} first.
 */
@NullMarked
package io.cairn.storage.vector;

import org.jspecify.annotations.NullMarked;
