package io.cairn.formats.hdf5;

import io.cairn.formats.hdf5.datatype.Compound;
import io.cairn.formats.hdf5.datatype.Datatype;
import io.cairn.formats.hdf5.scan.DatasetStorage;
import io.cairn.formats.hdf5.structure.AttributeContent;
import io.cairn.formats.hdf5.structure.DatasetHeader;
import io.cairn.formats.hdf5.structure.Dataspace;
import io.cairn.formats.hdf5.structure.GroupContent;
import io.cairn.formats.hdf5.structure.Hdf5File;
import io.cairn.formats.hdf5.structure.Link;
import io.cairn.formats.hdf5.structure.ObjectHeader;
import io.cairn.formats.hdf5.value.AttributeText;
import io.cairn.formats.hdf5.value.ValueColumns;
import io.cairn.storage.Attribute;
import io.cairn.storage.Node;
import io.cairn.storage.NodeKind;
import io.cairn.storage.ObjectPath;
import io.cairn.storage.Relation;
import io.cairn.storage.error.StorageException;
import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A group, dataset or committed datatype. Its header is read when something is asked of it, and
 * forgotten when memory is short. An object of several names is a node under the first of them, and
 * a link to that one under the others. Thread-safe.
 */
final class Hdf5Node implements Node {
  private static final int MAX_DEPTH = 256;

  private final Hdf5Tree tree;
  private final @Nullable Hdf5Node parent;
  private final ObjectPath path;
  private final long address;
  private SoftReference<NodeContent> content = new SoftReference<>(null);

  Hdf5Node(Hdf5Tree tree, @Nullable Hdf5Node parent, ObjectPath path, long address) {
    this.tree = tree;
    this.parent = parent;
    this.path = path;
    this.address = address;
  }

  /** Whether a link's name can stand in a path. */
  static boolean isName(String name) {
    return !name.isEmpty() && name.indexOf('/') < 0;
  }

  private synchronized NodeContent content() {
    NodeContent known = content.get();
    if (known == null) {
      known = read();
      content = new SoftReference<>(known);
    }
    return known;
  }

  private NodeContent read() {
    for (Hdf5Node above = parent; above != null; above = above.parent) {
      if (above.address == address) {
        return NodeContent.link(above.path.toString());
      }
    }
    Hdf5File file = tree.file();
    ObjectHeader header;
    try {
      header = ObjectHeader.read(file, address);
    } catch (StorageException failure) {
      return NodeContent.unreadable(
          path.isRoot() ? NodeKind.GROUP : NodeKind.ARRAY, null, reason(failure));
    }
    if (header.referenceCount() > 1 && !path.isRoot()) {
      ObjectPath first = tree.firstPath(address);
      if (first != null && !first.equals(path)) {
        return NodeContent.link(first.toString());
      }
    }
    if (DatasetHeader.isDataset(header)) {
      return readDataset(file, header);
    }
    if (DatasetHeader.isDatatype(header)) {
      return readDatatype(file, header);
    }
    if (header.isGroup()) {
      return readGroup(file, header);
    }
    return NodeContent.unreadable(
        NodeKind.ARRAY, header, "It is neither a group nor a dataset nor a datatype.");
  }

  private static String reason(StorageException failure) {
    return String.valueOf(failure.getMessage());
  }

  private NodeContent readGroup(Hdf5File file, ObjectHeader header) {
    if (path.names().size() > MAX_DEPTH) {
      return NodeContent.unreadable(
          NodeKind.GROUP, header, "It lies deeper than " + MAX_DEPTH + " groups, the limit.");
    }
    if (tree.isListedElsewhere(address, path)) {
      return NodeContent.unreadable(
          NodeKind.GROUP,
          header,
          "Its header says that it has one name, but it has several: the file is damaged.");
    }
    LinkedHashMap<String, Node> children = new LinkedHashMap<>();
    String obstacle;
    try {
      GroupContent group = GroupContent.read(file, header);
      obstacle = group.obstacle();
      for (Link link : group.links()) {
        if (!isName(link.name())) {
          obstacle = "An entry of the name '" + link.name() + "' cannot be listed.";
          continue;
        }
        children.putIfAbsent(link.name(), child(link));
      }
    } catch (StorageException failure) {
      obstacle = reason(failure);
    }
    return NodeContent.group(header, obstacle, children);
  }

  private Node child(Link link) {
    ObjectPath below = path.child(link.name());
    return link.kind() == Link.Kind.HARD
        ? new Hdf5Node(tree, this, below, link.address())
        : new LinkNode(below, String.valueOf(link.target()));
  }

  private NodeContent readDatatype(Hdf5File file, ObjectHeader header) {
    try {
      Datatype type = DatasetHeader.datatype(file, header);
      return NodeContent.dataset(
          NodeKind.ARRAY,
          header,
          "It is a committed datatype, which has no rows.",
          null,
          null,
          type == null ? null : type.name());
    } catch (StorageException failure) {
      return NodeContent.unreadable(NodeKind.ARRAY, header, reason(failure));
    }
  }

  private NodeContent readDataset(Hdf5File file, ObjectHeader header) {
    NodeKind kind = NodeKind.ARRAY;
    String shape = null;
    String type = null;
    try {
      Dataspace dataspace = DatasetHeader.dataspace(file, header);
      shape = dataspace == null ? null : dataspace.words();
      Datatype datatype = DatasetHeader.datatype(file, header);
      type = datatype == null ? null : datatype.name();
      kind = datatype instanceof Compound ? NodeKind.TABLE : NodeKind.ARRAY;
      DatasetHeader dataset = DatasetHeader.read(file, header);
      String obstacle = dataset.obstacle();
      if (obstacle != null) {
        return NodeContent.dataset(kind, header, obstacle, null, shape, type);
      }
      DatasetRelation relation =
          new DatasetRelation(
              new DatasetStorage(file, path.toString(), dataset, tree.buffers()),
              dataset,
              ValueColumns.of(dataset.datatype(), tree.writer()));
      return NodeContent.dataset(kind, header, null, relation, shape, type);
    } catch (StorageException failure) {
      return NodeContent.dataset(kind, header, reason(failure), null, shape, type);
    }
  }

  @Override
  public ObjectPath path() {
    return path;
  }

  @Override
  public NodeKind kind() {
    return content().kind();
  }

  @Override
  public @Nullable String unsupportedReason() {
    return content().reason();
  }

  @Override
  public List<Node> children() {
    return List.copyOf(content().children().values());
  }

  @Override
  public @Nullable Node child(String name) {
    return content().children().get(name);
  }

  @Override
  public List<Attribute> attributes() {
    ObjectHeader header = content().header();
    if (header == null) {
      return List.of();
    }
    Hdf5File file = tree.file();
    List<Attribute> found = new ArrayList<>();
    for (AttributeContent attribute : AttributeContent.readAll(file, header)) {
      if (!tree.isPyTables() || !PyTablesBooks.isEntry(attribute.name())) {
        found.add(AttributeText.of(file, attribute, tree.writer()));
      }
    }
    String obstacle = AttributeContent.obstacle(header);
    if (obstacle != null) {
      found.add(new Attribute("?", "", "", "<" + obstacle + ">"));
    }
    return found;
  }

  @Override
  public @Nullable Relation relation() {
    return content().relation();
  }

  @Override
  public @Nullable String shape() {
    return content().shape();
  }

  @Override
  public @Nullable String type() {
    return content().type();
  }

  @Override
  public long storageBytes() {
    DatasetRelation relation = content().relation();
    try {
      return relation == null ? -1 : relation.storedBytes();
    } catch (StorageException damaged) {
      return -1;
    }
  }

  @Override
  public @Nullable String comment() {
    ObjectHeader header = content().header();
    if (header == null) {
      return null;
    }
    if (tree.isPyTables()) {
      for (AttributeContent attribute : AttributeContent.readAll(tree.file(), header)) {
        if (attribute.name().equals(PyTablesBooks.TITLE)) {
          String title = AttributeText.of(tree.file(), attribute, tree.writer()).value();
          return title.isEmpty() ? null : title;
        }
      }
    }
    return header.comment();
  }

  @Override
  public @Nullable String linkTarget() {
    return content().linkTarget();
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
