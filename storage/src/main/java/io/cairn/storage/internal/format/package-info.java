/** The structures of a store's file, byte by byte; {@code docs/format.md} describes them. */
@NullMarked
package io.cairn.storage.internal.format;

import org.jspecify.annotations.NullMarked;
