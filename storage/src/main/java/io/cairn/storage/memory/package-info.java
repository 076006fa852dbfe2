/**
 * A source that lives in memory: the empty database behind {@code jdbc:cairn:}, the catalog views,
 * and the reference implementation that tests compare other sources with. Read {@link
 * io.cairn.storage.memory.MemoryRelation} first, then {@link io.cairn.storage.memory.MemorySource}.
 */
@NullMarked
package io.cairn.storage.memory;

import org.jspecify.annotations.NullMarked;
