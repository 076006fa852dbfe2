/** Tests of the structures of an HDF5 file. */
@NullMarked
package io.cairn.formats.hdf5.structure;

import org.jspecify.annotations.NullMarked;
