package io.cairn.storage.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.storage.Attribute;
import io.cairn.storage.Node;
import io.cairn.storage.NodeKind;
import io.cairn.storage.ObjectPath;
import io.cairn.storage.Snapshot;
import io.cairn.storage.error.StorageException;
import io.cairn.storage.type.Column;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Schema;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class MemorySourceTest {
  private static final MemoryRelation RELATION =
      MemoryRelation.builder(new Schema(List.of(Column.of("a", ColumnType.INT32, false))))
          .row(1L)
          .build();

  private static Node find(MemorySource source, String path) {
    return Objects.requireNonNull(source.snapshot().find(ObjectPath.parse(path)));
  }

  @Test
  void hasARootAndNothingElseWhenEmpty() {
    try (MemorySource source = MemorySource.empty()) {
      Node root = source.snapshot().root();
      assertThat(root.kind()).isEqualTo(NodeKind.GROUP);
      assertThat(root.path()).isEqualTo(ObjectPath.ROOT);
      assertThat(root.children()).isEmpty();
      assertThat(root.relation()).isNull();
      assertThat(source.isReadOnly()).isFalse();
      assertThat(source.location()).isEqualTo("memory");
    }
  }

  @Test
  void makesTheGroupsAboveANode() {
    MemorySource source = MemorySource.builder().table("/a/b/t", RELATION).build();
    assertThat(find(source, "/a").kind()).isEqualTo(NodeKind.GROUP);
    Node table = find(source, "/a/b/t");
    assertThat(table.kind()).isEqualTo(NodeKind.TABLE);
    assertThat(table.relation()).isSameAs(RELATION);
    assertThat(table.path()).hasToString("/a/b/t");
    assertThat(table.children()).isEmpty();
  }

  @Test
  void keepsTheOrderInWhichChildrenWereNamed() {
    MemorySource source =
        MemorySource.builder().group("/z").table("/a", RELATION).group("/m/n").build();
    assertThat(source.snapshot().root().children())
        .extracting(node -> node.path().name())
        .containsExactly("z", "a", "m");
  }

  @Test
  void holdsEveryKindOfNode() {
    MemorySource source =
        MemorySource.builder()
            .array("/x", "(1)", "int32", RELATION)
            .unsupported("/u", NodeKind.ARRAY, "Its filter is not known.")
            .link("/l", "/x")
            .attribute("/x", new Attribute("unit", "string", "()", "m"))
            .comment("/x", "Heights")
            .build();
    Node array = find(source, "/x");
    assertThat(array.kind()).isEqualTo(NodeKind.ARRAY);
    assertThat(array.shape()).isEqualTo("(1)");
    assertThat(array.type()).isEqualTo("int32");
    assertThat(array.comment()).isEqualTo("Heights");
    assertThat(array.attributes()).extracting(Attribute::value).containsExactly("m");
    assertThat(find(source, "/u").unsupportedReason()).isEqualTo("Its filter is not known.");
    assertThat(find(source, "/u").relation()).isNull();
    assertThat(find(source, "/l").linkTarget()).isEqualTo("/x");
  }

  @Test
  void findsNamesExactly() {
    MemorySource source = MemorySource.builder().table("/a/t", RELATION).build();
    Snapshot snapshot = source.snapshot();
    assertThat(snapshot.find(ObjectPath.parse("/A/t"))).isNull();
    assertThat(snapshot.find(ObjectPath.parse("/a/t/u"))).isNull();
  }

  @Test
  void refusesTwoNodesInOnePlace() {
    MemorySourceBuilder builder = MemorySource.builder().table("/a/t", RELATION).group("/g/h");
    assertThatThrownBy(() -> builder.link("/a/t", "/x")).hasMessageContaining("/a/t");
    assertThatThrownBy(() -> builder.group("/a/t")).hasMessageContaining("/a/t");
    assertThatThrownBy(() -> builder.group("/a/t/u")).hasMessageContaining("no group");
    assertThatThrownBy(() -> builder.table("/g", RELATION)).hasMessageContaining("/g");
    assertThatThrownBy(() -> builder.table("/", RELATION))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void givesNoSnapshotAfterClose() {
    MemorySource source = MemorySource.builder().table("/t", RELATION).build();
    Snapshot before = source.snapshot();
    source.close();
    assertThatThrownBy(source::snapshot)
        .isInstanceOfSatisfying(
            StorageException.class,
            e -> assertThat(e.kind()).isEqualTo(StorageException.Kind.CLOSED));
    assertThat(before.root().child("t")).isNotNull();
  }
}
