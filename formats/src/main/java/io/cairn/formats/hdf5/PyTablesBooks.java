package io.cairn.formats.hdf5;

import java.util.Set;
import java.util.regex.Pattern;

/** The attributes in which PyTables keeps its books, and which are of no use to others. */
final class PyTablesBooks {
  /** What the user said about a node. */
  static final String TITLE = "TITLE";

  private static final Set<String> NAMES =
      Set.of(
          "CLASS",
          "VERSION",
          TITLE,
          "FLAVOR",
          "NROWS",
          "EXTDIM",
          "PSEUDOATOM",
          "FILTERS",
          "PYTABLES_FORMAT_VERSION");
  private static final Pattern FIELDS = Pattern.compile("FIELD_\\d+_(NAME|FILL|ATTRS)");

  private PyTablesBooks() {}

  static boolean isEntry(String name) {
    return NAMES.contains(name) || name.startsWith("NODE_TYPE") || FIELDS.matcher(name).matches();
  }
}
