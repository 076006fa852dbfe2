/**
 * Bytes of an HDF5 file: positional reads that survive a thread's interruption, and a bounded
 * cursor over what was read. Read {@link io.cairn.formats.hdf5.io.FileBytes} first.
 */
@NullMarked
package io.cairn.formats.hdf5.io;

import org.jspecify.annotations.NullMarked;
