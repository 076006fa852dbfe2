package io.cairn.cli;

import java.io.IOException;
import java.io.Writer;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Prints a result set in one format. Memory is bounded whatever the number of rows. The text of a
 * value is what {@link ResultSet#getString} gives: the same as a cast to VARCHAR.
 */
interface ResultWriter {
  /** Reads the rows from before the first one to the end; does not close them. */
  void write(ResultSet rows, Writer out) throws SQLException, IOException;
}
