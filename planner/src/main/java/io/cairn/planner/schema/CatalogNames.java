package io.cairn.planner.schema;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import io.cairn.storage.Node;
import io.cairn.storage.NodeKind;
import io.cairn.storage.ObjectPath;
import io.cairn.storage.Snapshot;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/**
 * Finds the nodes that statements name in order to make, fill or remove them, by the same rule as
 * queries do. Looks at one snapshot; one thread at a time.
 */
public final class CatalogNames {
  private final Snapshot snapshot;
  private final String catalog;
  private final String defaultSchema;

  public CatalogNames(Snapshot snapshot, String catalog, String defaultSchema) {
    this.snapshot = snapshot;
    this.catalog = catalog;
    this.defaultSchema = defaultSchema;
  }

  /**
   * The group that the name of a table or view stands in.
   *
   * @throws QueryException 3F000 if there is none, 25006 if it is a schema of the system
   */
  public ObjectPath groupOf(SqlIdentifier name) {
    List<String> steps = name.names.subList(0, name.names.size() - 1);
    if (steps.isEmpty()) {
      refuseSystem(defaultSchema, name);
      ObjectPath group = SchemaName.toPath(defaultSchema);
      Node node = snapshot.find(group);
      if (node == null || node.kind() != NodeKind.GROUP) {
        throw unknownSchema(defaultSchema, name);
      }
      return group;
    }
    ObjectPath group = group(steps, name);
    if (group == null) {
      throw unknownSchema(String.join("/", steps), name);
    }
    return group;
  }

  /**
   * The group that a path of names leads to, or null.
   *
   * @throws QueryException 25006 if it is a schema of the system
   */
  public @Nullable ObjectPath group(List<String> steps, SqlIdentifier name) {
    refuseSystem(steps.get(0), name);
    ObjectPath found = walk(steps);
    if (found == null && steps.size() > 1 && steps.get(0).equalsIgnoreCase(catalog)) {
      refuseSystem(steps.get(1), name);
      found = walk(steps.subList(1, steps.size()));
    }
    if (found == null && steps.size() == 1 && steps.get(0).equalsIgnoreCase(catalog)) {
      found = ObjectPath.ROOT;
    }
    return found;
  }

  private @Nullable ObjectPath walk(List<String> steps) {
    Node node = snapshot.root();
    for (int i = 0; i < steps.size(); i++) {
      if (i == 0 && isRoot(steps.get(0))) {
        continue;
      }
      for (String step : ObjectPath.parse(steps.get(i)).names()) {
        Node child = CairnCatalogReader.child(node, step, true);
        if (child == null) {
          return null;
        }
        node = child;
      }
    }
    return node.path();
  }

  private boolean isRoot(String step) {
    return step.equals("/")
        || (step.equalsIgnoreCase(SchemaName.ROOT) && snapshot.root().child(step) == null);
  }

  /**
   * Where CREATE SCHEMA puts a schema: the part of the path that is there, as it is spelled, and
   * the rest as written.
   */
  public ObjectPath newGroup(SqlIdentifier name) {
    List<String> steps = name.names;
    refuseSystem(steps.get(0), name);
    if (steps.size() > 1
        && steps.get(0).equalsIgnoreCase(catalog)
        && CairnCatalogReader.child(snapshot.root(), steps.get(0), true) == null) {
      steps = steps.subList(1, steps.size());
      refuseSystem(steps.get(0), name);
    }
    ObjectPath path = ObjectPath.ROOT;
    @Nullable Node node = snapshot.root();
    for (int i = 0; i < steps.size(); i++) {
      if (i == 0 && isRoot(steps.get(0))) {
        continue;
      }
      boolean quoted = isQuoted(name, name.names.size() - steps.size() + i);
      List<String> parts = ObjectPath.parse(steps.get(i)).names();
      if (parts.isEmpty()) {
        throw badName(steps.get(i), name);
      }
      for (String part : parts) {
        Node child = node == null ? null : CairnCatalogReader.child(node, part, true);
        if (node != null && child == null) {
          checkNew(node.path(), part, quoted, name);
        }
        node = child;
        path = child == null ? path.child(part) : child.path();
      }
    }
    return path;
  }

  /** The table, view or other leaf of this name in a group, by the rule for names, or null. */
  public @Nullable Node leaf(ObjectPath group, String name) {
    Node parent = snapshot.find(group);
    return parent == null ? null : CairnCatalogReader.child(parent, name, false);
  }

  /**
   * Checks that a name may be given to a new node.
   *
   * @throws QueryException 22023 if it is no name, 42P07 if it is taken, or differs from a taken
   *     one in case alone and is not quoted
   */
  public void checkNew(ObjectPath group, String name, boolean quoted, SqlIdentifier place) {
    if (name.isEmpty() || name.indexOf('/') >= 0) {
      throw badName(name, place);
    }
    Node parent = snapshot.find(group);
    if (parent == null) {
      return;
    }
    Node exact = parent.child(name);
    if (exact != null) {
      throw at(
          ErrorCode.DUPLICATE_OBJECT,
          "There is " + kind(exact) + " '" + name + "' in " + SchemaName.of(group) + " already",
          place);
    }
    if (quoted) {
      return;
    }
    for (Node child : parent.children()) {
      if (child.path().name().equalsIgnoreCase(name)) {
        throw at(
            ErrorCode.DUPLICATE_OBJECT,
            "The name '"
                + name
                + "' differs from that of "
                + kind(child)
                + " '"
                + child.path().name()
                + "' in case alone; write it in double quotes if it is to be another one",
            place);
      }
    }
  }

  /** Whether a step of a name is written in quotes. */
  public static boolean isQuoted(SqlIdentifier name, int step) {
    return name.isComponentQuoted(step) || (name.isSimple() && name.getParserPosition().isQuoted());
  }

  private static String kind(Node node) {
    return switch (node.kind()) {
      case GROUP -> "a schema";
      case TABLE -> "a table";
      case ARRAY -> "an array";
      case FILE -> "a file";
      case LINK -> "a link";
      case VIEW -> "a view";
    };
  }

  private static void refuseSystem(String schema, SqlIdentifier name) {
    if (schema.equalsIgnoreCase(SchemaName.INFORMATION_SCHEMA)
        || schema.equalsIgnoreCase(SchemaName.CATALOG_SCHEMA)) {
      throw at(
          ErrorCode.READ_ONLY,
          "Schema '" + schema + "' shows the catalog and cannot be changed",
          name);
    }
  }

  private static QueryException badName(String name, SqlIdentifier place) {
    return at(
        ErrorCode.INVALID_ARGUMENT,
        "'" + name + "' is no name: a name is not empty and holds no '/'",
        place);
  }

  private QueryException unknownSchema(String schema, SqlIdentifier place) {
    List<String> schemas = new ArrayList<>();
    for (Node child : snapshot.root().children()) {
      if (child.kind() == NodeKind.GROUP) {
        schemas.add(child.path().name());
      }
    }
    String nearest = NameSuggestion.nearest(schema, schemas);
    return at(
        ErrorCode.UNKNOWN_SCHEMA,
        "Schema '"
            + schema
            + "' not found"
            + (nearest == null ? "" : "; did you mean '" + nearest + "'?"),
        place);
  }

  private static QueryException at(ErrorCode code, String message, SqlIdentifier place) {
    SqlParserPos position = place.getParserPosition();
    return new QueryException(code, message, position.getLineNum(), position.getColumnNum(), null);
  }
}
