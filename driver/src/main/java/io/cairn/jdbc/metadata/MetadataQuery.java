package io.cairn.jdbc.metadata;

import java.util.List;

/**
 * A query over {@code information_schema} whose columns are those of a metadata result. Its text
 * depends on the kinds of the arguments alone, so that plans are found again; names are parameters.
 * Immutable.
 *
 * @param parameters in the order of the text's parameters
 */
public record MetadataQuery(String sql, List<String> parameters) {
  public MetadataQuery {
    parameters = List.copyOf(parameters);
  }
}
