package io.cairn.storage;

import io.cairn.storage.predicate.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What its consumer comes to know while a scan runs: rows that fail a condition are not missed. A
 * reader may leave them out, or not. Thread-safe.
 */
@FunctionalInterface
public interface Narrowing {
  /**
   * The condition on the relation's columns, bound; null for none. It only ever gets tighter, and
   * is the same object until it does.
   */
  @Nullable Predicate predicate();
}
