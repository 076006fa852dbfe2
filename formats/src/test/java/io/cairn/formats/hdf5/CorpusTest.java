package io.cairn.formats.hdf5;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.formats.ForeignFiles;
import io.cairn.storage.Node;
import io.cairn.storage.ObjectPath;
import io.cairn.storage.Relation;
import io.cairn.storage.Snapshot;
import io.cairn.storage.Source;
import io.cairn.storage.error.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Reads files that others wrote, where the corpus is beside the repository, and compares every
 * dataset with the answers of another reader.
 */
final class CorpusTest {
  private static final Path CORPUS = Path.of("..", "..", "shared", "corpus").toAbsolutePath();

  private final List<String> wrong = new ArrayList<>();
  private final Map<String, Integer> listed = new TreeMap<>();
  private int files;
  private int equal;
  private long slowestMillis;

  @Test
  void readsEveryDatasetEquallyOrSaysWhyNot() throws IOException {
    Path expected = CORPUS.resolve("expected-h5py.tsv");
    if (!Files.exists(expected)) {
      System.out.println("corpus: 0 files, as there is none at " + CORPUS);
      return;
    }
    Snapshot snapshot = null;
    Source source = null;
    String file = "";
    for (String line : Files.readAllLines(expected)) {
      String[] cells = line.split("\t", -1);
      if (cells[0].equals("FILE")) {
        if (source != null) {
          source.close();
        }
        file = cells[1];
        source = open(file, cells[2].equals("ok"));
        snapshot = source == null ? null : source.snapshot();
      } else if (cells[0].equals("DSET") && snapshot != null) {
        compare(file, snapshot, cells);
      }
    }
    if (source != null) {
      source.close();
    }
    int reasons = listed.values().stream().mapToInt(Integer::intValue).sum();
    System.out.println(
        "corpus: "
            + files
            + " files; datasets: "
            + equal
            + " equal, "
            + reasons
            + " listed, "
            + wrong.size()
            + " wrong; slowest dataset: "
            + slowestMillis
            + " ms");
    listed.forEach((reason, count) -> System.out.println("corpus:   " + count + " x " + reason));
    wrong.forEach(text -> System.out.println("corpus: wrong: " + text));
    assertThat(wrong).isEmpty();
    assertThat(files).isGreaterThanOrEqualTo(100);
  }

  private @Nullable Source open(String file, boolean readable) {
    files++;
    try {
      return ForeignFiles.open(CORPUS.resolve("files").resolve(file));
    } catch (StorageException failure) {
      System.out.println("corpus: cannot open: " + failure.getMessage());
      if (readable) {
        wrong.add(file + " should open: " + failure.getMessage());
      }
      return null;
    }
  }

  private void compare(String file, Snapshot snapshot, String[] cells) {
    ObjectPath path = ObjectPath.parse(cells[1]);
    String place = file + " " + path;
    long start = System.nanoTime();
    try {
      Node node = snapshot.find(path);
      String target = node == null ? null : node.linkTarget();
      if (target != null) {
        // Of several names of an object the other reader may have met another one first.
        node = snapshot.find(ObjectPath.parse(target));
      }
      if (node == null) {
        list(place, missing(snapshot, path));
        return;
      }
      Relation relation = node.relation();
      if (relation == null) {
        list(place, node.unsupportedReason());
        return;
      }
      if (cells[6].equals("NULL")) {
        count(place, relation.rowCount() == 0 ? "" : "rows in a null dataspace");
        return;
      }
      boolean compound = cells[3].equals("compound") || cells[3].matches("[<>]c[0-9]+");
      String problem = problem(Digest.of(relation, false), cells, compound);
      if (!problem.isEmpty()) {
        String other = problem(Digest.of(relation, true), cells, compound);
        problem = other.isEmpty() ? "" : problem;
      }
      count(place, problem);
      slowestMillis = Math.max(slowestMillis, (System.nanoTime() - start) / 1_000_000);
    } catch (StorageException failure) {
      wrong.add(place + ": " + failure.getMessage());
    }
  }

  private static @Nullable String missing(Snapshot snapshot, ObjectPath path) {
    for (ObjectPath above = path.parent(); ; above = above.parent()) {
      Node node = snapshot.find(above);
      if (node != null && node.unsupportedReason() != null) {
        return node.unsupportedReason();
      }
      if (node != null && node.linkTarget() != null) {
        return "link to " + node.linkTarget();
      }
      if (above.isRoot()) {
        return null;
      }
    }
  }

  private void list(String place, @Nullable String reason) {
    if (reason == null) {
      wrong.add(place + ": neither there nor listed with a reason");
    } else {
      String general = reason.replaceAll("'[^']*'", "'..'").replaceAll("[0-9]{2,}", "N");
      listed.merge(general.length() > 150 ? general.substring(0, 150) : general, 1, Integer::sum);
    }
  }

  private void count(String place, String problem) {
    if (problem.isEmpty()) {
      equal++;
    } else {
      wrong.add(place + ": " + problem);
    }
  }

  private static String problem(Digest found, String[] cells, boolean compound) {
    long numbers = Long.parseLong(cells[7]);
    double tolerance = 1e-9 * Math.max(Double.parseDouble(cells[15]), Double.MIN_NORMAL);
    if (found.numbers != numbers) {
      return "numbers " + found.numbers + ", expected " + numbers;
    }
    if (found.nonFinite != Long.parseLong(cells[8])) {
      return "non-finite " + found.nonFinite + ", expected " + cells[8];
    }
    if (!(Math.abs(found.sum - Double.parseDouble(cells[9])) <= tolerance)) {
      return "sum " + found.sum + ", expected " + cells[9];
    }
    if (!compound
        && !(Math.abs(found.weighted - Double.parseDouble(cells[16])) <= 251 * tolerance)) {
      return "weighted sum " + found.weighted + ", expected " + cells[16];
    }
    if (found.strings != Long.parseLong(cells[10])) {
      return "strings " + found.strings + ", expected " + cells[10];
    }
    if (found.opaqueBytes != Long.parseLong(cells[13])) {
      return "opaque bytes " + found.opaqueBytes + ", expected " + cells[13];
    }
    if (found.stringCrc != Long.parseLong(cells[11])) {
      return "string CRC " + found.stringCrc + ", expected " + cells[11];
    }
    return "";
  }
}
