package io.cairn.planner.schema;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import io.cairn.storage.Node;
import java.util.Locale;

/** What a query over a node without rows is told. */
final class UnreadableNode {
  private UnreadableNode() {}

  static QueryException exception(Node node) {
    String reason = node.unsupportedReason();
    return new QueryException(
        ErrorCode.NOT_SUPPORTED,
        node.path()
            + " cannot be queried: "
            + (reason == null
                ? "it is a " + node.kind().name().toLowerCase(Locale.ROOT) + " without rows"
                : reason));
  }
}
