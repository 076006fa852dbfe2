package io.cairn.cli;

import io.cairn.jdbc.error.SqlErrors;
import io.cairn.planner.Session;
import io.cairn.storage.Node;
import io.cairn.storage.NodeKind;
import io.cairn.storage.ObjectPath;
import io.cairn.storage.Snapshot;
import io.cairn.storage.Source;
import io.cairn.storage.Transaction;
import io.cairn.storage.error.StorageException;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code cairn import}: copies what can be read in a file into tables of a store, under the same
 * names, each table in a transaction of its own.
 */
final class ImportCommand {
  private static final int SHOWN_NAMES = 5;

  private final PrintStream err;
  private final boolean terminal;
  private int missing;

  /**
   * @param terminal whether a user looks at {@code err}
   */
  ImportCommand(PrintStream err, boolean terminal) {
    this.err = err;
    this.terminal = terminal;
  }

  /**
   * Runs the command.
   *
   * @return whether everything was imported
   */
  boolean run(Command.Import command) throws SQLException, CommandFailure {
    // the source first: where it cannot be opened, no store is made
    try (Connection from = Database.open(command.source(), false);
        Connection to = Database.open(command.file(), true)) {
      Source source = from.unwrap(Session.class).engine().source();
      Source target = to.unwrap(Session.class).engine().source();
      ObjectPath group = ObjectPath.parse(command.group());
      try (Snapshot snapshot = source.snapshot()) {
        return run(ImportPlan.of(snapshot, group), target);
      }
    } catch (StorageException e) {
      throw SqlErrors.of(e);
    }
  }

  private boolean run(ImportPlan plan, Source target) throws CommandFailure {
    checkIsNew(plan, target);
    for (ImportPlan.Refused refused : plan.refused()) {
      miss(refused.source(), refused.reason());
    }
    for (ImportPlan.Refused other : plan.others()) {
      err.println("left out: " + other.source() + ": " + other.reason());
    }
    ImportProgress progress =
        terminal ? new ImportProgress(err, plan.rowCount(), System::nanoTime) : null;
    long rows = 0;
    int tables = 0;
    for (ImportPlan.Table table : plan.tables()) {
      long copied = copy(table, target, progress);
      if (progress != null) {
        progress.clear();
      }
      if (copied >= 0) {
        rows += copied;
        tables++;
        err.println(table.target() + "  " + counted(copied, "row"));
      }
    }
    createGroups(plan.groups(), target);
    err.println("OK, " + counted(rows, "row") + " in " + counted(tables, "table"));
    if (missing > 0) {
      err.println("Not imported: " + counted(missing, "node") + ", with their reasons above.");
    }
    return missing == 0;
  }

  private static String counted(long count, String thing) {
    return count + " " + thing + (count == 1 ? "" : "s");
  }

  private void miss(ObjectPath source, @Nullable String reason) {
    missing++;
    err.println("not imported: " + source + ": " + reason);
  }

  /** Refuses before anything is written. */
  private static void checkIsNew(ImportPlan plan, Source target) throws CommandFailure {
    if (target.isReadOnly()) {
      throw new CommandFailure(
          "25006",
          "Cannot import into " + target.location() + ": it is read only. Name a .cairn file.");
    }
    try (Snapshot snapshot = target.snapshot()) {
      List<String> taken =
          plan.tables().stream()
              .map(ImportPlan.Table::target)
              .filter(path -> path.isRoot() || snapshot.find(path) != null)
              .map(ObjectPath::toString)
              .toList();
      if (taken.isEmpty()) {
        taken =
            plan.groups().stream()
                .filter(path -> isNoGroup(snapshot.find(path)))
                .map(ObjectPath::toString)
                .toList();
      }
      if (!taken.isEmpty()) {
        throw new CommandFailure(
            "42P07",
            "Cannot import into "
                + target.location()
                + ": it has "
                + String.join(", ", taken.subList(0, Math.min(SHOWN_NAMES, taken.size())))
                + (taken.size() > SHOWN_NAMES
                    ? " and " + (taken.size() - SHOWN_NAMES) + " more"
                    : "")
                + " already.\nName a GROUP to import into, or drop them first.");
      }
    }
  }

  private static boolean isNoGroup(@Nullable Node node) {
    return node != null && node.kind() != NodeKind.GROUP;
  }

  /** Copies a table; gives its rows, or -1 if it cannot be read. */
  private long copy(ImportPlan.Table table, Source target, @Nullable ImportProgress progress) {
    TableImport rows =
        new TableImport(
            table.rows(),
            count -> {
              if (progress != null) {
                progress.add(table.target().toString(), count);
              }
            });
    try (Transaction changes = target.begin()) {
      createGroup(changes, table.target().parent());
      long count = rows.copy(changes, table.target());
      changes.commit();
      if (!rows.textColumns().isEmpty()) {
        err.println(
            "note: "
                + table.target()
                + ": nested values became JSON text in "
                + String.join(", ", rows.textColumns()));
      }
      return count;
    } catch (TableImport.UnreadableException e) {
      return missed(table, e, progress);
    } catch (StorageException e) {
      if (e.kind() == StorageException.Kind.UNSUPPORTED) {
        return missed(table, e, progress);
      }
      throw e;
    }
  }

  private long missed(
      ImportPlan.Table table, Exception failure, @Nullable ImportProgress progress) {
    if (progress != null) {
      progress.clear();
    }
    miss(table.source(), failure.getMessage());
    return -1;
  }

  private static void createGroups(List<ObjectPath> groups, Source target) {
    try (Transaction changes = target.begin()) {
      groups.forEach(group -> createGroup(changes, group));
      changes.commit();
    }
  }

  private static void createGroup(Transaction changes, ObjectPath group) {
    try (Snapshot snapshot = changes.snapshot()) {
      if (snapshot.find(group) != null) {
        return;
      }
    }
    changes.createGroup(group);
  }
}
