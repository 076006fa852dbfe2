package io.cairn.cli;

import io.cairn.storage.Node;
import io.cairn.storage.NodeKind;
import io.cairn.storage.ObjectPath;
import io.cairn.storage.Relation;
import io.cairn.storage.Snapshot;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/**
 * What an import makes of a file's tree: the same tree below another group.
 *
 * @param groups that are to be there, parents before children
 * @param tables in the order of the tree
 * @param refused nodes whose content is left out, because it cannot be read
 * @param others nodes without rows of their own: links, views
 */
record ImportPlan(
    List<ObjectPath> groups, List<Table> tables, List<Refused> refused, List<Refused> others) {
  ImportPlan {
    groups = List.copyOf(groups);
    tables = List.copyOf(tables);
    refused = List.copyOf(refused);
    others = List.copyOf(others);
  }

  /** Rows to copy and the table that they become. */
  record Table(ObjectPath source, Relation rows, ObjectPath target) {}

  /**
   * A node that is left out.
   *
   * @param reason one sentence, or what it is
   */
  record Refused(ObjectPath source, String reason) {}

  private record Visit(Node node, ObjectPath target) {}

  /** Looks at every node; without recursion, a file may nest groups as deep as it likes. */
  static ImportPlan of(Snapshot source, ObjectPath under) {
    List<ObjectPath> groups = new ArrayList<>();
    List<Table> tables = new ArrayList<>();
    List<Refused> refused = new ArrayList<>();
    List<Refused> others = new ArrayList<>();
    Deque<Visit> open = new ArrayDeque<>();
    open.push(new Visit(source.root(), under));
    while (!open.isEmpty()) {
      Visit visit = open.pop();
      Node node = visit.node();
      String reason = node.unsupportedReason();
      Relation rows = reason == null ? node.relation() : null;
      if (reason != null) {
        refused.add(new Refused(node.path(), reason.strip().replace('\n', ' ')));
      } else if (rows != null) {
        tables.add(new Table(node.path(), rows, visit.target()));
      } else if (node.kind() == NodeKind.GROUP) {
        if (!visit.target().isRoot()) {
          groups.add(visit.target());
        }
        List<Node> children = node.children();
        for (int i = children.size() - 1; i >= 0; i--) {
          Node child = children.get(i);
          open.push(new Visit(child, visit.target().child(child.path().name())));
        }
      } else {
        String kind = node.kind().name().toLowerCase(Locale.ROOT);
        others.add(new Refused(node.path(), "a " + kind + ", which becomes no table"));
      }
    }
    return new ImportPlan(groups, tables, refused, others);
  }

  long rowCount() {
    long count = 0;
    for (Table table : tables) {
      count += Math.max(0, table.rows().estimatedRowCount());
    }
    return count;
  }
}
