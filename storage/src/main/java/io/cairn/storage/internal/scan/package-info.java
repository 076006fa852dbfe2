/**
 * Reading a store: nodes of a snapshot, and scans that choose row groups and batches and turn them
 * into vectors. Start at {@link io.cairn.storage.internal.scan.StoreSnapshot}.
 */
@NullMarked
package io.cairn.storage.internal.scan;

import org.jspecify.annotations.NullMarked;
