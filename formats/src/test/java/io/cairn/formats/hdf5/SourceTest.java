package io.cairn.formats.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.formats.ForeignFiles;
import io.cairn.storage.Node;
import io.cairn.storage.NodeKind;
import io.cairn.storage.ObjectPath;
import io.cairn.storage.Relation;
import io.cairn.storage.Snapshot;
import io.cairn.storage.Source;
import io.cairn.storage.error.StorageException;
import io.cairn.storage.type.Column;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an open file offers: its tree, its columns, and readers on many threads. */
final class SourceTest {
  @TempDir private Path directory;

  private static Node node(Snapshot snapshot, String path) {
    return Objects.requireNonNull(snapshot.find(ObjectPath.parse(path)), path);
  }

  private static Relation relation(Snapshot snapshot, String path) {
    return Objects.requireNonNull(node(snapshot, path).relation(), path);
  }

  @Test
  void describesATableOfPyTables() {
    try (Source source = Fixtures.open("pytables.h5")) {
      Node node = node(source.snapshot(), "/plain");
      assertThat(node.kind()).isEqualTo(NodeKind.TABLE);
      assertThat(node.comment()).isEqualTo("A table of plain");
      assertThat(node.shape()).isEqualTo("(50)");
      assertThat(node.type()).startsWith("compound{flag: bitfield8, i8: int8, u8: uint8");
      assertThat(node.attributes()).isEmpty();
      List<Column> columns = relation(source.snapshot(), "/plain").schema().columns();
      assertThat(columns.get(0)).isEqualTo(Column.of("flag", ColumnType.BOOLEAN, false));
      assertThat(columns.get(8)).isEqualTo(Column.of("u64", ColumnType.UINT64, false));
      assertThat(columns.get(columns.size() - 1))
          .isEqualTo(
              new Column("rowid", ColumnType.INT64, false, Column.Role.ROW_NUMBER, Lane.INT));
      assertThat(node(source.snapshot(), "/").comment()).isEqualTo("All kinds");
      assertThat(node(source.snapshot(), "/arrays").kind()).isEqualTo(NodeKind.GROUP);
    }
  }

  @Test
  void givesArraysTheirDimensions() {
    try (Source source = Fixtures.open("layouts.h5")) {
      Snapshot snapshot = source.snapshot();
      assertThat(node(snapshot, "/chunked_3d").kind()).isEqualTo(NodeKind.ARRAY);
      assertThat(node(snapshot, "/chunked_3d").type()).isEqualTo("int16");
      assertThat(node(snapshot, "/scalar").shape()).isEqualTo("()");
      assertThat(names(relation(snapshot, "/chunked_3d")))
          .containsExactly("i0", "i1", "i2", "value", "rowid");
      assertThat(names(relation(snapshot, "/scalar"))).containsExactly("value", "rowid");
      assertThat(relation(snapshot, "/scalar").rowCount()).isEqualTo(1);
    }
    try (Source source = Fixtures.open("compounds.h5")) {
      assertThat(names(relation(source.snapshot(), "/grid"))).startsWith("i0", "i1", "name");
      assertThat(node(source.snapshot(), "/grid").kind()).isEqualTo(NodeKind.TABLE);
      assertThat(names(relation(source.snapshot(), "/more/rowid")))
          .containsExactly("rowid", "value");
    }
  }

  private static List<String> names(Relation relation) {
    return relation.schema().columns().stream().map(Column::name).toList();
  }

  @Test
  void listsEveryObjectOnceAndCutsCircles() {
    try (Source source = Fixtures.open("links.h5")) {
      List<String> paths = new ArrayList<>();
      collect(source.snapshot().root(), paths);
      assertThat(paths)
          .containsExactlyInAnyOrder(
              "/ GROUP",
              "/a GROUP",
              "/a/b GROUP",
              "/a/b/d ARRAY",
              "/a/b/up LINK",
              "/a/b/self LINK",
              "/a/b/root LINK",
              "/alias LINK",
              "/z_group LINK",
              "/soft LINK",
              "/dangling LINK",
              "/external LINK");
    }
  }

  private static void collect(Node node, List<String> paths) {
    paths.add(node.path() + " " + node.kind());
    for (Node child : node.children()) {
      collect(child, paths);
    }
  }

  @Test
  void keepsSiblingsOfWhatItDoesNotRead() {
    try (Source source = Fixtures.open("odd.h5")) {
      Node root = source.snapshot().root();
      assertThat(root.unsupportedReason()).isNull();
      assertThat(root.children()).hasSize(16);
      assertThat(root.children().stream().filter(node -> node.relation() != null)).hasSize(9);
      assertThat(root.children().stream().filter(node -> node.relation() == null))
          .hasSize(7)
          .allMatch(node -> node.unsupportedReason() != null);
    }
  }

  @Test
  void readsOnManyThreads() throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try (Source source = Fixtures.open("positions.h5")) {
      List<List<String>> expected = readLong(source);
      List<Future<List<List<String>>>> found = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        found.add(threads.submit(() -> readLong(source)));
      }
      for (Future<List<List<String>>> rows : found) {
        assertThat(rows.get()).isEqualTo(expected);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static List<List<String>> readLong(Source source) {
    return Rows.read(relation(source.snapshot(), "/long"), List.of(0, 1, 2));
  }

  @Test
  void goesOnReadingAfterAnInterrupt() {
    try (Source source = Fixtures.open("positions.h5")) {
      List<List<String>> expected = readLong(source);
      Thread.currentThread().interrupt();
      List<List<String>> found = readLong(source);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(found).isEqualTo(expected);
      assertThat(readLong(source)).isEqualTo(expected);
    }
  }

  @Test
  void reportsAFileThatGetsShorterWhileItIsOpen() throws IOException {
    Path file = directory.resolve("shrinking.h5");
    Files.copy(Fixtures.path("positions.h5"), file);
    try (Source source = ForeignFiles.open(file)) {
      Relation relation = relation(source.snapshot(), "/contiguous");
      assertThat(Rows.read(relation, List.of(3))).hasSize(455);
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(2000);
      }
      assertThatThrownBy(() -> Rows.read(relation, List.of(3)))
          .hasMessageContaining("is shorter now")
          .isInstanceOfSatisfying(
              StorageException.class,
              failure -> assertThat(failure.kind()).isEqualTo(StorageException.Kind.CORRUPT));
    }
  }

  @Test
  void refusesToReadOnceClosed() {
    Source source = Fixtures.open("positions.h5");
    Relation relation = relation(source.snapshot(), "/long");
    source.close();
    assertThatThrownBy(source::snapshot)
        .isInstanceOfSatisfying(
            StorageException.class,
            failure -> assertThat(failure.kind()).isEqualTo(StorageException.Kind.CLOSED));
    assertThatThrownBy(() -> Rows.read(relation, List.of(1)))
        .isInstanceOfSatisfying(
            StorageException.class,
            failure -> assertThat(failure.kind()).isEqualTo(StorageException.Kind.CLOSED));
  }
}
