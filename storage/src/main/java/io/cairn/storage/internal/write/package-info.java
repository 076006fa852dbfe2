/**
 * Changes on their way into a store: transactions, keys, rows that become row groups. Start at
 * {@link io.cairn.storage.internal.write.StoreTransaction}.
 */
@NullMarked
package io.cairn.storage.internal.write;

import org.jspecify.annotations.NullMarked;
