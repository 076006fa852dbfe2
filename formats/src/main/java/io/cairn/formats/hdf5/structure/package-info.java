/**
 * The structures of an HDF5 file: superblock, object headers and their messages, groups, heaps and
 * the tree that finds chunks. Read {@link io.cairn.formats.hdf5.structure.Hdf5File} first.
 */
@NullMarked
package io.cairn.formats.hdf5.structure;

import org.jspecify.annotations.NullMarked;
