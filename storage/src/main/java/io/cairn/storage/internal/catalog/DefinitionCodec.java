package io.cairn.storage.internal.catalog;

import io.cairn.storage.ColumnDefinition;
import io.cairn.storage.KeyDefinition;
import io.cairn.storage.NodeKind;
import io.cairn.storage.TableDefinition;
import io.cairn.storage.ViewDefinition;
import io.cairn.storage.internal.io.ByteReader;
import io.cairn.storage.internal.io.ByteWriter;
import io.cairn.storage.type.ColumnType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Nodes and what they were declared to be as bytes; {@code docs/format.md}, "Node". */
final class DefinitionCodec {
  private static final int NULLABLE = 1;
  private static final int HAS_DEFAULT = 2;

  private DefinitionCodec() {}

  /** One byte for a kind of node in files; never changed, never used again. */
  private static int code(NodeKind kind) {
    return switch (kind) {
      case GROUP -> 1;
      case TABLE -> 2;
      case ARRAY -> 3;
      case FILE -> 4;
      case LINK -> 5;
      case VIEW -> 6;
    };
  }

  static void writeNode(CatalogEntry entry, ByteWriter out) {
    out.writeVarint(entry.id());
    out.writeVarint(entry.key().parentId());
    out.writeVarint(entry.txid());
    out.writeByte(code(entry.kind()));
    out.writeText(entry.key().name());
    if (entry instanceof CatalogEntry.Table table) {
      writeTable(table.definition(), out);
    } else if (entry instanceof CatalogEntry.View view) {
      out.writeText(view.definition().sql());
      out.writeText(view.definition().schema());
      out.writeVarint(view.definition().columnNames().size());
      view.definition().columnNames().forEach(out::writeText);
    }
  }

  static CatalogEntry readNode(ByteReader in) {
    long id = in.readVarint();
    long parentId = in.readVarint();
    long txid = in.readVarint();
    int start = in.position();
    int kind = in.readUnsignedByte();
    NodeKey key = new NodeKey(parentId, in.readText());
    if (id <= 0 || parentId < 0 || parentId >= id || txid < 0 || key.name().indexOf('/') >= 0) {
      throw in.corrupt("the node " + id + " below node " + parentId + " cannot be");
    }
    if (kind == code(NodeKind.GROUP)) {
      return new CatalogEntry.Group(id, key, txid);
    }
    if (kind == code(NodeKind.TABLE)) {
      return new CatalogEntry.Table(id, key, txid, readTable(in));
    }
    if (kind == code(NodeKind.VIEW)) {
      String sql = in.readText();
      String schema = in.readText();
      List<String> names = new ArrayList<>();
      for (int left = in.readCount(1); left > 0; left--) {
        names.add(in.readText());
      }
      return new CatalogEntry.View(id, key, txid, new ViewDefinition(sql, schema, names));
    }
    throw in.corrupt("the node at byte " + start + " is of the unknown kind " + kind);
  }

  private static void writeTable(TableDefinition table, ByteWriter out) {
    out.writeVarint(table.columns().size());
    for (ColumnDefinition column : table.columns()) {
      out.writeText(column.name());
      TypeCodec.write(column.type(), out);
      out.writeByte(
          (column.nullable() ? NULLABLE : 0) | (column.defaultSql() != null ? HAS_DEFAULT : 0));
      if (column.defaultSql() != null) {
        out.writeText(column.defaultSql());
      }
    }
    out.writeVarint(table.keys().size());
    for (KeyDefinition key : table.keys()) {
      out.writeText(key.name());
      out.writeByte(key.primary() ? 1 : 0);
      out.writeVarint(key.columns().size());
      key.columns().forEach(out::writeVarint);
    }
  }

  private static TableDefinition readTable(ByteReader in) {
    List<ColumnDefinition> columns = new ArrayList<>();
    for (int left = in.readCount(3); left > 0; left--) {
      String name = in.readText();
      ColumnType type = TypeCodec.read(in);
      int flags = in.readUnsignedByte();
      @Nullable String defaultSql = (flags & HAS_DEFAULT) != 0 ? in.readText() : null;
      if (name.isEmpty() || flags > (NULLABLE | HAS_DEFAULT)) {
        throw in.corrupt("column '" + name + "' has the flags " + flags);
      }
      columns.add(new ColumnDefinition(name, type, (flags & NULLABLE) != 0, defaultSql));
    }
    List<KeyDefinition> keys = new ArrayList<>();
    for (int left = in.readCount(3); left > 0; left--) {
      String name = in.readText();
      boolean primary = in.readUnsignedByte() != 0;
      List<Integer> ordinals = new ArrayList<>();
      for (int ordinal = in.readCount(1); ordinal > 0; ordinal--) {
        ordinals.add((int) Math.min(in.readVarint(), Integer.MAX_VALUE));
      }
      try {
        keys.add(new KeyDefinition(name, primary, ordinals));
      } catch (IllegalArgumentException e) {
        throw in.corrupt("a definition cannot be: " + e.getMessage());
      }
    }
    try {
      return new TableDefinition(columns, keys);
    } catch (IllegalArgumentException e) {
      throw in.corrupt("a definition cannot be: " + e.getMessage());
    }
  }
}
