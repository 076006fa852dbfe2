/**
 * Files at positions and bytes in arrays, without any meaning. Start at {@link
 * io.cairn.storage.internal.io.StoreFile}.
 */
@NullMarked
package io.cairn.storage.internal.io;

import org.jspecify.annotations.NullMarked;
