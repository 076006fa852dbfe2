package io.cairn.storage.internal.encoding;

/**
 * A chunk as bytes. Immutable as long as nobody changes the array.
 *
 * @param bytes holds the chunk in its first {@code length} entries
 * @param length bytes of the chunk
 * @param statistics what is known about its values
 * @param encodingName the encoding in words, as in {@code dictionary+for10}
 * @param rawBytes bytes that the values take in their lane
 */
public record EncodedChunk(
    byte[] bytes, int length, ChunkStatistics statistics, String encodingName, long rawBytes) {}
