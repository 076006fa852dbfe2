package io.cairn.corpus;

/** A dataset's line in the corpus's expected answers. */
record Expectation(
    String path,
    boolean nullSpace,
    boolean compound,
    long numbers,
    long nonFinite,
    double sum,
    long strings,
    long stringCrc,
    double sumOfAbsolutes,
    double weighted) {
  static Expectation parse(String[] cells) {
    return new Expectation(
        cells[1],
        cells[6].equals("NULL"),
        cells[3].equals("compound") || cells[3].matches("[<>]c[0-9]+"),
        number(cell(cells, 7)),
        number(cell(cells, 8)),
        real(cell(cells, 9)),
        number(cell(cells, 10)),
        number(cell(cells, 11)),
        real(cell(cells, 15)),
        real(cell(cells, 16)));
  }

  /** A cell; a dataset without values has fewer. */
  private static String cell(String[] cells, int index) {
    return index < cells.length ? cells[index] : "";
  }

  private static long number(String cell) {
    return cell.isEmpty() ? 0 : Long.parseLong(cell);
  }

  private static double real(String cell) {
    return cell.isEmpty() ? 0 : Double.parseDouble(cell);
  }
}
