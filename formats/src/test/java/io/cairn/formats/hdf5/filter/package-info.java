/** Tests of the filters. */
@NullMarked
package io.cairn.formats.hdf5.filter;

import org.jspecify.annotations.NullMarked;
