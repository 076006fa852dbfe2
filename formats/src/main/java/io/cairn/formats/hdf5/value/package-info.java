/**
 * From the bytes of elements to column vectors, a class per kind of value. Read {@link
 * io.cairn.formats.hdf5.value.ColumnDecoder} first.
 */
@NullMarked
package io.cairn.formats.hdf5.value;

import org.jspecify.annotations.NullMarked;
