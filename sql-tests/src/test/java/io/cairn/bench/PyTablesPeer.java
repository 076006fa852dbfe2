package io.cairn.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A PyTables process with a file open, which answers commands line by line; it measures itself, so
 * that the pipe is no part of its time. One thread at a time.
 */
final class PyTablesPeer implements AutoCloseable {
  private final Process process;
  private final Writer commands;
  private final BufferedReader answers;

  /** Starts {@code script}, {@code sql-tests/src/test/python/pytables_peer.py}, over a file. */
  PyTablesPeer(Path script, Path file) throws IOException {
    String python = System.getProperty("python", "/usr/bin/python3");
    process =
        new ProcessBuilder(python, script.toString(), file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    commands = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
    answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Reads a whole field of /t and sums it: {@code Table.read(field=..)}. */
  Alternation.Outcome sum(String field) throws IOException {
    return ask("sum\t" + field);
  }

  /** Reads a whole field of /t and nothing more. */
  Alternation.Outcome read(String field) throws IOException {
    return ask("read\t" + field);
  }

  /** {@code Table.read_where} on /t. */
  Alternation.Outcome readWhere(String condition, String field) throws IOException {
    return ask("where\t" + condition + "\t" + field);
  }

  private Alternation.Outcome ask(String command) throws IOException {
    commands.write(command + "\n");
    commands.flush();
    String line = answers.readLine();
    if (line == null || !line.startsWith("@@\t")) {
      throw new IOException("PyTables answered '" + line + "' to '" + command + "'");
    }
    String[] parts = line.split("\t", -1);
    return new Alternation.Outcome(
        Long.parseLong(parts[1]), Long.parseLong(parts[2]), Double.parseDouble(parts[3]));
  }

  @Override
  public void close() throws IOException {
    commands.close();
    process.destroy();
  }
}
