package io.cairn.cli;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import sqlline.Application;
import sqlline.BuiltInProperty;
import sqlline.OutputFormat;
import sqlline.SqlLine;
import sqlline.SqlLineOpts;

/** What sqlline says and keeps when it runs as our console; made by sqlline, by its name. */
public final class ConsoleApplication extends Application {
  private static final int UNKNOWN_WIDTH = 160;

  @Override
  public String getInfoMessage() {
    return "Cairn. Statements end with ';'. !tables lists tables, !help the commands, !quit ends.";
  }

  @Override
  public Collection<String> getConnectionUrlExamples() {
    return List.of("jdbc:cairn:", "jdbc:cairn:data.h5", "jdbc:cairn:shop.cairn;create=true");
  }

  @Override
  public SqlLineOpts getOpts(SqlLine line) {
    SqlLineOpts options = line.getOpts();
    // a terminal that does not know its width says 0, and tables would be cut to nothing
    if (options.getInt(BuiltInProperty.MAX_WIDTH) <= 0) {
      options.set(BuiltInProperty.MAX_WIDTH, UNKNOWN_WIDTH);
    }
    return options;
  }

  @Override
  public Map<String, OutputFormat> getOutputFormats(SqlLine line) {
    Map<String, OutputFormat> formats = line.getOutputFormats();
    return formats == null ? super.getOutputFormats(line) : formats;
  }
}
