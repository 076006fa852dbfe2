/** Tests of the HDF5 reader: own fixtures, files of other makers, damaged bytes. */
@NullMarked
package io.cairn.formats.hdf5;

import org.jspecify.annotations.NullMarked;
