package io.cairn.formats.hdf5;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.storage.Attribute;
import io.cairn.storage.Node;
import io.cairn.storage.NodeKind;
import io.cairn.storage.ObjectPath;
import io.cairn.storage.Relation;
import io.cairn.storage.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Compares every value of the fixtures with what was written. */
final class FixturesTest {
  /** A line of the expected values with the rows that follow it. */
  private record Expected(String[] cells, List<String[]> rows) {}

  @TestFactory
  Stream<DynamicTest> readsWhatWasWritten() throws IOException {
    Map<String, List<Expected>> files = new TreeMap<>();
    Expected last = null;
    for (String line : Files.readAllLines(Fixtures.path("expected.tsv"))) {
      String[] cells = line.split("\t", -1);
      if (cells[0].equals("ROW") && last != null) {
        last.rows.add(cells);
      } else {
        last = new Expected(cells, new ArrayList<>());
        files.computeIfAbsent(cells[1], name -> new ArrayList<>()).add(last);
      }
    }
    return files.entrySet().stream()
        .map(file -> DynamicTest.dynamicTest(file.getKey(), () -> check(file)));
  }

  private static void check(Map.Entry<String, List<Expected>> file) {
    try (Source source = Fixtures.open(file.getKey())) {
      for (Expected expected : file.getValue()) {
        Node node = source.snapshot().find(ObjectPath.parse(expected.cells[2]));
        check(Objects.requireNonNull(node, expected.cells[2]), expected);
      }
    }
  }

  private static void check(Node node, Expected expected) {
    String[] cells = expected.cells;
    switch (cells[0]) {
      case "TABLE" -> checkRows(node, expected);
      case "UNREAD" -> {
        assertThat(node.relation()).as(cells[2]).isNull();
        assertThat(node.unsupportedReason()).as(cells[2]).contains(cells[3]);
      }
      case "ATTR" ->
          assertThat(node.attributes())
              .filteredOn(attribute -> attribute.name().equals(cells[3]))
              .as(cells[2] + " " + cells[3])
              .extracting(Attribute::value)
              .containsExactly(unescaped(cells[4]));
      case "LINK" -> {
        assertThat(node.kind()).as(cells[2]).isEqualTo(NodeKind.LINK);
        assertThat(node.linkTarget()).as(cells[2]).isEqualTo(cells[3]);
      }
      default -> throw new AssertionError(cells[0]);
    }
  }

  private static void checkRows(Node node, Expected expected) {
    String path = expected.cells[2];
    assertThat(node.unsupportedReason()).as(path).isNull();
    Relation relation = Objects.requireNonNull(node.relation(), path);
    List<Integer> stored = Rows.stored(relation);
    List<String> names = stored.stream().map(k -> relation.schema().column(k).name()).toList();
    assertThat(names).as(path).isEqualTo(List.of(expected.cells).subList(3, expected.cells.length));
    List<List<String>> rows = Rows.read(relation, stored);
    assertThat(relation.rowCount()).as(path).isEqualTo(expected.rows.size());
    assertThat(rows).as(path).hasSameSizeAs(expected.rows);
    for (int row = 0; row < rows.size(); row++) {
      for (int k = 0; k < stored.size(); k++) {
        assertThat(rows.get(row).get(k))
            .as("%s, row %d, %s", path, row, names.get(k))
            .isEqualTo(text(relation, stored.get(k), expected.rows.get(row)[k + 1]));
      }
    }
  }

  /** The expected cell as {@link Rows} prints it. */
  private static String text(Relation relation, int column, String cell) {
    if (cell.equals("\\N")) {
      return cell;
    }
    return switch (relation.schema().column(column).type().code()) {
      case FLOAT16, FLOAT32, FLOAT64 ->
          Double.toString(
              switch (cell) {
                case "nan" -> Double.NaN;
                case "inf" -> Double.POSITIVE_INFINITY;
                case "-inf" -> Double.NEGATIVE_INFINITY;
                default -> Double.parseDouble(cell);
              });
      case VARCHAR -> unescaped(cell);
      default -> cell;
    };
  }

  private static String unescaped(String cell) {
    return cell.replace("\\t", "\t").replace("\\n", "\n").replace("\\\\", "\\");
  }
}
