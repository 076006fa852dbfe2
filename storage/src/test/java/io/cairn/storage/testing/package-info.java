/**
 * Random data and the plainest possible evaluation of predicates, to compare the real ones with.
 * Read {@link io.cairn.storage.testing.ReferenceFilter} first.
 */
@NullMarked
package io.cairn.storage.testing;

import org.jspecify.annotations.NullMarked;
