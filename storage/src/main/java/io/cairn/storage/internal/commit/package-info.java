/**
 * The durable half of a store: extents, the commit log and checkpoints in one file, and the lock
 * beside it. It knows nothing of tables. Start at {@link
 * io.cairn.storage.internal.commit.DurableFile}.
 */
@NullMarked
package io.cairn.storage.internal.commit;

import org.jspecify.annotations.NullMarked;
