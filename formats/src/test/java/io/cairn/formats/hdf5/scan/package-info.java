/** Tests of what scans are made of. */
@NullMarked
package io.cairn.formats.hdf5.scan;

import org.jspecify.annotations.NullMarked;
