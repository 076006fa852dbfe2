/**
 * Scans of a dataset: which positions a predicate selects, how they are cut into splits, and how
 * the bytes of a split come from the chunks of the file. Read {@link
 * io.cairn.formats.hdf5.scan.DatasetScan} first.
 */
@NullMarked
package io.cairn.formats.hdf5.scan;

import org.jspecify.annotations.NullMarked;
