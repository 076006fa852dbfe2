package io.cairn.jdbc.value;

import io.cairn.jdbc.error.SqlErrors;
import io.cairn.jdbc.error.SqlState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.sql.Clob;
import java.sql.NClob;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Text in memory; positions count UTF-16 units from 1. One thread at a time. */
public final class CairnClob implements NClob {
  private @Nullable String text;

  /** A clob without text. */
  public CairnClob() {
    this("");
  }

  public CairnClob(String text) {
    this.text = text;
  }

  @Override
  public long length() throws SQLException {
    return content().length();
  }

  @Override
  public String getSubString(long position, int length) throws SQLException {
    String all = content();
    int start = start(position, all.length());
    if (length < 0) {
      throw wrong("length " + length + " is negative");
    }
    return all.substring(start, start + Math.min(length, all.length() - start));
  }

  @Override
  public Reader getCharacterStream() throws SQLException {
    return new StringReader(content());
  }

  @Override
  public Reader getCharacterStream(long position, long length) throws SQLException {
    String all = content();
    int start = start(position, all.length());
    if (length < 0 || length > all.length() - start) {
      throw wrong("length " + length + " from " + position + " passes its end");
    }
    return new StringReader(all.substring(start, start + (int) length));
  }

  /** The text in ASCII; other characters become {@code ?}. */
  @Override
  public InputStream getAsciiStream() throws SQLException {
    return new ByteArrayInputStream(content().getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public long position(String pattern, long start) throws SQLException {
    String all = content();
    int found = all.indexOf(pattern, start(start, all.length()));
    return found < 0 ? -1 : found + 1L;
  }

  @Override
  public long position(Clob pattern, long start) throws SQLException {
    return position(pattern.getSubString(1, Math.toIntExact(pattern.length())), start);
  }

  @Override
  public int setString(long position, String source) throws SQLException {
    return setString(position, source, 0, source.length());
  }

  @Override
  public int setString(long position, String source, int offset, int length) throws SQLException {
    String all = content();
    int start = start(position, all.length());
    if (offset < 0 || length < 0 || length > source.length() - offset) {
      throw wrong("offset " + offset + " and length " + length + " pass the source's end");
    }
    StringBuilder longer = new StringBuilder(all.substring(0, start));
    longer.append(source, offset, offset + length);
    if (start + length < all.length()) {
      longer.append(all, start + length, all.length());
    }
    text = longer.toString();
    return length;
  }

  /** Text reaches the clob when the stream is flushed or closed. */
  @Override
  public OutputStream setAsciiStream(long position) throws SQLException {
    start(position, content().length());
    return new ByteArrayOutputStream() {
      @Override
      public void flush() throws IOException {
        CairnClob.this.write(position, toString(StandardCharsets.US_ASCII));
      }

      @Override
      public void close() throws IOException {
        flush();
      }
    };
  }

  /** Text reaches the clob when the writer is flushed or closed. */
  @Override
  public Writer setCharacterStream(long position) throws SQLException {
    start(position, content().length());
    return new StringWriter() {
      @Override
      public void flush() {
        try {
          CairnClob.this.write(position, toString());
        } catch (IOException e) {
          throw new java.io.UncheckedIOException(e);
        }
      }

      @Override
      public void close() {
        flush();
      }
    };
  }

  private void write(long position, String source) throws IOException {
    try {
      setString(position, source);
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void truncate(long length) throws SQLException {
    String all = content();
    if (length < 0 || length > all.length()) {
      throw wrong("length " + length + " is not from 0 to " + all.length());
    }
    text = all.substring(0, (int) length);
  }

  @Override
  public void free() {
    text = null;
  }

  private String content() throws SQLException {
    if (text == null) {
      throw SqlErrors.closed("clob");
    }
    return text;
  }

  private static int start(long position, int length) throws SQLException {
    if (position < 1 || position > length + 1L) {
      throw wrong("position " + position + " is not from 1 to " + (length + 1L));
    }
    return (int) position - 1;
  }

  private static SQLException wrong(String what) {
    return SqlErrors.create(SqlState.INVALID_ARGUMENT, "A clob's " + what);
  }
}
