package io.cairn.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/**
 * Standard output as UTF-8. Unlike a {@link java.io.PrintStream} it fails when nobody reads any
 * more, so that a long result ends there.
 */
final class Output {
  /** Standard output could not be written: its reader is gone, or its disk is full. */
  static final class OutputException extends IOException {
    OutputException(IOException cause) {
      super(cause.getMessage(), cause);
    }

    /** Whether the reading program ended, which is no error: it has what it wanted. */
    boolean readerIsGone() {
      String message = getMessage();
      return message != null
          && (message.contains("Broken pipe")
              || message.contains("pipe is being closed")
              || message.contains("pipe has been ended"));
    }
  }

  private static final int BUFFER_CHARACTERS = 1 << 14;

  private final Writer writer;
  private boolean anyResult;

  Output(OutputStream stream) {
    this.writer =
        new BufferedWriter(
            new OutputStreamWriter(new NamedFailures(stream), StandardCharsets.UTF_8),
            BUFFER_CHARACTERS);
  }

  /** Where a result goes; an empty line is between two of them. */
  Writer nextResult() throws IOException {
    if (anyResult) {
      writer.write('\n');
    }
    anyResult = true;
    return writer;
  }

  /** The next result is the first of a new command: no empty line is before it. */
  void startOver() {
    anyResult = false;
  }

  /** Prints text that is no result. */
  void print(String text) throws IOException {
    writer.write(text);
  }

  void flush() throws IOException {
    writer.flush();
  }

  /** Tells failures of the output from those of everything else. */
  private static final class NamedFailures extends OutputStream {
    private final OutputStream stream;

    NamedFailures(OutputStream stream) {
      this.stream = stream;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        stream.write(bytes, offset, length);
      } catch (IOException e) {
        throw new OutputException(e);
      }
    }

    @Override
    public void flush() throws IOException {
      try {
        stream.flush();
      } catch (IOException e) {
        throw new OutputException(e);
      }
    }
  }
}
