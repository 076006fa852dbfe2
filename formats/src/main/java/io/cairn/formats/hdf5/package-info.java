/**
 * Reads HDF5 files, whoever wrote them: PyTables, h5py, MATLAB, netCDF-4 and others. The way down:
 * {@link io.cairn.formats.hdf5.Hdf5Provider} opens a file, {@code Hdf5Node} is an object of its
 * tree, {@code DatasetRelation} gives a dataset's rows, {@code scan} cuts and reads them, {@code
 * value} decodes them, {@code structure}, {@code datatype}, {@code filter} and {@code io} know the
 * bytes. Each sees only what stands behind it here.
 */
@NullMarked
package io.cairn.formats.hdf5;

import org.jspecify.annotations.NullMarked;
