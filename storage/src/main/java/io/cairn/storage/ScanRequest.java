package io.cairn.storage;

import io.cairn.storage.predicate.Predicate;
import java.util.List;

/**
 * What to read. Immutable.
 *
 * @param projection ordinals of the relation's schema: column {@code k} of a batch is {@code
 *     projection.get(k)}. May be empty, to count rows
 * @param predicate which rows, with every parameter bound; its columns need not be projected
 */
public record ScanRequest(List<Integer> projection, Predicate predicate) {
  public ScanRequest {
    projection = List.copyOf(projection);
  }
}
