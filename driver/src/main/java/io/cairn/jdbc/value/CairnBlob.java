package io.cairn.jdbc.value;

import io.cairn.jdbc.error.SqlErrors;
import io.cairn.jdbc.error.SqlState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Blob;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Bytes in memory. One thread at a time. */
public final class CairnBlob implements Blob {
  private byte @Nullable [] bytes;

  /** A blob without bytes. */
  public CairnBlob() {
    this(new byte[0]);
  }

  /** Uses the array as it is. */
  public CairnBlob(byte[] bytes) {
    this.bytes = bytes;
  }

  @Override
  public long length() throws SQLException {
    return content().length;
  }

  @Override
  public byte[] getBytes(long position, int length) throws SQLException {
    byte[] all = content();
    int start = start(position, all.length);
    if (length < 0) {
      throw wrong("length " + length + " is negative");
    }
    return Arrays.copyOfRange(all, start, start + Math.min(length, all.length - start));
  }

  @Override
  public InputStream getBinaryStream() throws SQLException {
    return new ByteArrayInputStream(content());
  }

  @Override
  public InputStream getBinaryStream(long position, long length) throws SQLException {
    byte[] all = content();
    int start = start(position, all.length);
    if (length < 0 || length > all.length - start) {
      throw wrong("length " + length + " from " + position + " passes its end");
    }
    return new ByteArrayInputStream(all, start, (int) length);
  }

  @Override
  public long position(byte[] pattern, long start) throws SQLException {
    byte[] all = content();
    for (int i = start(start, all.length); i + pattern.length <= all.length; i++) {
      if (Arrays.equals(all, i, i + pattern.length, pattern, 0, pattern.length)) {
        return i + 1L;
      }
    }
    return -1;
  }

  @Override
  public long position(Blob pattern, long start) throws SQLException {
    return position(pattern.getBytes(1, Math.toIntExact(pattern.length())), start);
  }

  @Override
  public int setBytes(long position, byte[] source) throws SQLException {
    return setBytes(position, source, 0, source.length);
  }

  @Override
  public int setBytes(long position, byte[] source, int offset, int length) throws SQLException {
    byte[] all = content();
    int start = start(position, all.length);
    if (offset < 0 || length < 0 || length > source.length - offset) {
      throw wrong("offset " + offset + " and length " + length + " pass the source's end");
    }
    byte[] longer = Arrays.copyOf(all, Math.max(all.length, Math.addExact(start, length)));
    System.arraycopy(source, offset, longer, start, length);
    bytes = longer;
    return length;
  }

  /** Bytes reach the blob when the stream is flushed or closed. */
  @Override
  public OutputStream setBinaryStream(long position) throws SQLException {
    start(position, content().length);
    return new ByteArrayOutputStream() {
      @Override
      public void flush() throws java.io.IOException {
        try {
          setBytes(position, toByteArray());
        } catch (SQLException e) {
          throw new java.io.IOException(e);
        }
      }

      @Override
      public void close() throws java.io.IOException {
        flush();
      }
    };
  }

  @Override
  public void truncate(long length) throws SQLException {
    byte[] all = content();
    if (length < 0 || length > all.length) {
      throw wrong("length " + length + " is not from 0 to " + all.length);
    }
    bytes = Arrays.copyOf(all, (int) length);
  }

  @Override
  public void free() {
    bytes = null;
  }

  private byte[] content() throws SQLException {
    if (bytes == null) {
      throw SqlErrors.closed("blob");
    }
    return bytes;
  }

  private static int start(long position, int length) throws SQLException {
    if (position < 1 || position > length + 1L) {
      throw wrong("position " + position + " is not from 1 to " + (length + 1L));
    }
    return (int) position - 1;
  }

  private static SQLException wrong(String what) {
    return SqlErrors.create(SqlState.INVALID_ARGUMENT, "A blob's " + what);
  }
}
