package io.cairn.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObjectPathTest {
  @Test
  void readsPathsWithAndWithoutALeadingSlash() {
    assertThat(ObjectPath.parse("/a/b").names()).containsExactly("a", "b");
    assertThat(ObjectPath.parse("a/b")).isEqualTo(ObjectPath.parse("/a/b"));
  }

  @Test
  void skipsEmptySteps() {
    assertThat(ObjectPath.parse("//a///b/")).isEqualTo(ObjectPath.parse("/a/b"));
  }

  @Test
  void readsTheRootFromASlashAndFromNothing() {
    assertThat(ObjectPath.parse("/")).isEqualTo(ObjectPath.ROOT);
    assertThat(ObjectPath.parse("")).isEqualTo(ObjectPath.ROOT);
    assertThat(ObjectPath.ROOT.isRoot()).isTrue();
    assertThat(ObjectPath.ROOT.name()).isEmpty();
    assertThat(ObjectPath.ROOT.parent()).isEqualTo(ObjectPath.ROOT);
    assertThat(ObjectPath.ROOT).hasToString("/");
  }

  @Test
  void goesDownAndUp() {
    ObjectPath path = ObjectPath.ROOT.child("sensors").child("2024");
    assertThat(path).hasToString("/sensors/2024");
    assertThat(path.name()).isEqualTo("2024");
    assertThat(path.parent()).hasToString("/sensors");
    assertThat(path.isRoot()).isFalse();
  }

  @Test
  void keepsEveryOtherCharacterOfAName() {
    ObjectPath path = ObjectPath.parse("/a b/ü.\"x\"/.");
    assertThat(path.names()).containsExactly("a b", "ü.\"x\"", ".");
    assertThat(ObjectPath.parse(path.toString())).isEqualTo(path);
  }

  @Test
  void refusesNamesThatCannotStandInAPath() {
    assertThatThrownBy(() -> ObjectPath.ROOT.child(""))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ObjectPath.ROOT.child("a/b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'a/b'");
  }

  @Test
  void doesNotChangeWithTheListItWasMadeFrom() {
    List<String> names = new ArrayList<>(List.of("a"));
    ObjectPath path = new ObjectPath(names);
    names.add("b");
    assertThat(path).hasToString("/a");
  }
}
