package io.cairn.storage.internal.encoding;

import io.cairn.storage.internal.io.ByteWriter;

/**
 * What follows the head and the validity of a chunk.
 *
 * @param encoding how to read it
 * @param flags of the chunk's head that it needs
 * @param name the encoding in words
 * @param bytes the body
 */
record EncodedBody(Encoding encoding, int flags, String name, ByteWriter bytes) {}
