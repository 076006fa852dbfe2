/**
 * The inside of a chunk: the values of one column over one row group, as bytes and back. {@code
 * docs/format.md}, "Chunk", describes the bytes. Start at {@link
 * io.cairn.storage.internal.encoding.ChunkEncoder} for writing and {@link
 * io.cairn.storage.internal.encoding.Chunk} for reading.
 */
@NullMarked
package io.cairn.storage.internal.encoding;

import org.jspecify.annotations.NullMarked;
