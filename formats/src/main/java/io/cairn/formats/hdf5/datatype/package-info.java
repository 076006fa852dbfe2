/**
 * The datatypes of HDF5, a class each, as the datatype message describes them. Read {@link
 * io.cairn.formats.hdf5.datatype.Datatype} first.
 */
@NullMarked
package io.cairn.formats.hdf5.datatype;

import org.jspecify.annotations.NullMarked;
