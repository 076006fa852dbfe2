/**
 * The structures of a store's file, byte by byte; {@code docs/format.md} describes them. Start at
 * {@link io.cairn.storage.internal.format.FileLayout} and {@link
 * io.cairn.storage.internal.format.Superblock}.
 */
@NullMarked
package io.cairn.storage.internal.format;

import org.jspecify.annotations.NullMarked;
