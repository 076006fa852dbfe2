/**
 * What a scan can be asked to select, and what statistics alone can say about it. Read {@link
 * io.cairn.storage.predicate.Predicate} first.
 */
@NullMarked
package io.cairn.storage.predicate;

import org.jspecify.annotations.NullMarked;
