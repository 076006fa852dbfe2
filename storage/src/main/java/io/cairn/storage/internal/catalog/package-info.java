/**
 * The state of a store as immutable values: the tree of nodes, what tables were declared to be, and
 * which row groups and delta rows they consist of. Start at {@link
 * io.cairn.storage.internal.catalog.StoreState}.
 */
@NullMarked
package io.cairn.storage.internal.catalog;

import org.jspecify.annotations.NullMarked;
