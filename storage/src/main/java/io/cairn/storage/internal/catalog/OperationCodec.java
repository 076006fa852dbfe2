package io.cairn.storage.internal.catalog;

import io.cairn.storage.internal.io.ByteReader;
import io.cairn.storage.internal.io.ByteWriter;
import io.cairn.storage.vector.ColumnBuilder;
import java.util.ArrayList;
import java.util.List;

/** The operations of a log record as bytes; {@code docs/format.md}, "Operations". */
public final class OperationCodec {
  private static final int CREATE_NODE = 1;
  private static final int DROP_NODE = 2;
  private static final int ADD_ROWS = 3;
  private static final int ADD_ROW_GROUPS = 4;

  private OperationCodec() {}

  public static byte[] write(List<Operation> operations) {
    ByteWriter out = new ByteWriter();
    out.writeVarint(operations.size());
    for (Operation operation : operations) {
      write(operation, out);
    }
    return out.toByteArray();
  }

  private static void write(Operation operation, ByteWriter out) {
    if (operation instanceof Operation.CreateNode create) {
      out.writeByte(CREATE_NODE);
      DefinitionCodec.writeNode(create.entry(), out);
    } else if (operation instanceof Operation.DropNode drop) {
      out.writeByte(DROP_NODE);
      out.writeVarint(drop.id());
    } else if (operation instanceof Operation.AddRows add) {
      out.writeByte(ADD_ROWS);
      out.writeVarint(add.tableId());
      RowsCodec.write(add.columns(), out);
    } else if (operation instanceof Operation.AddRowGroups add) {
      out.writeByte(ADD_ROW_GROUPS);
      out.writeVarint(add.tableId());
      out.writeVarint(add.rowGroups().size());
      add.rowGroups().forEach(group -> group.writeTo(out));
    } else {
      throw new AssertionError(operation);
    }
  }

  /**
   * Reads operations and applies them one by one, since each is read in the light of those before.
   *
   * @param txid the transaction that the record is of
   */
  public static StoreState apply(ByteReader in, StoreState state, long txid) {
    StoreState next = state;
    for (int left = in.readCount(1); left > 0; left--) {
      next = read(in, next).applyTo(next, txid);
    }
    in.expectEnd();
    return next.withTxid(txid);
  }

  private static Operation read(ByteReader in, StoreState state) {
    int start = in.position();
    int code = in.readUnsignedByte();
    return switch (code) {
      case CREATE_NODE -> {
        CatalogEntry entry = DefinitionCodec.readNode(in);
        CatalogEntry parent = state.entry(entry.key().parentId());
        if (!(parent instanceof CatalogEntry.Group) || state.entry(entry.id()) != null) {
          throw in.corrupt("the node made at byte " + start + " hangs nowhere or is there already");
        }
        yield new Operation.CreateNode(entry);
      }
      case DROP_NODE -> {
        long id = in.readVarint();
        if (state.entry(id) == null || id == CatalogEntry.ROOT_ID) {
          throw in.corrupt("the node dropped at byte " + start + " is not there");
        }
        yield new Operation.DropNode(id);
      }
      case ADD_ROWS -> {
        CatalogEntry.Table table = table(in, state, start);
        List<ColumnBuilder> columns = RowsCodec.read(in);
        boolean fits = columns.size() == table.definition().columns().size();
        for (int i = 0; fits && i < columns.size(); i++) {
          fits = columns.get(i).lane() == table.definition().columns().get(i).type().naturalLane();
        }
        if (!fits) {
          throw in.corrupt("the rows added at byte " + start + " do not fit their table");
        }
        yield new Operation.AddRows(table.id(), columns);
      }
      case ADD_ROW_GROUPS -> {
        CatalogEntry.Table table = table(in, state, start);
        List<RowGroup> groups = new ArrayList<>();
        for (int left = in.readCount(4); left > 0; left--) {
          groups.add(RowGroup.readFrom(in, table.definition()));
        }
        yield new Operation.AddRowGroups(table.id(), groups);
      }
      default -> throw in.corrupt("the operation at byte " + start + " has the code " + code);
    };
  }

  private static CatalogEntry.Table table(ByteReader in, StoreState state, int start) {
    if (state.entry(in.readVarint()) instanceof CatalogEntry.Table table) {
      return table;
    }
    throw in.corrupt("the rows added at byte " + start + " belong to no table");
  }
}
