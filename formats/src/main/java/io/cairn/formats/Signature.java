package io.cairn.formats;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Guesses from its first bytes what a file is that nobody here opens. */
final class Signature {
  private static final int LOOKED_AT = 512;
  private static final Map<String, String> STARTS = new LinkedHashMap<>();

  static {
    STARTS.put("\u00ff\u00d8\u00ff", "a JPEG image");
    STARTS.put("\u0089PNG\r\n", "a PNG image");
    STARTS.put("GIF8", "a GIF image");
    STARTS.put("II*\0", "a TIFF image");
    STARTS.put("MM\0*", "a TIFF image");
    STARTS.put("PK\u0003\u0004", "a ZIP archive (or a NumPy .npz, an Office document, a JAR)");
    STARTS.put("PK\u0005\u0006", "an empty ZIP archive");
    STARTS.put("\u001f\u008b", "a gzip file; decompress it first");
    STARTS.put("BZh", "a bzip2 file; decompress it first");
    STARTS.put("\u00fd7zXZ\0", "an xz file; decompress it first");
    STARTS.put("(\u00b5/\u00fd", "a Zstandard file; decompress it first");
    STARTS.put("CDF\u0001", "a netCDF-3 classic file");
    STARTS.put("CDF\u0002", "a netCDF-3 file with 64-bit offsets");
    STARTS.put("CDF\u0005", "a netCDF-3 file with 64-bit data (CDF-5)");
    STARTS.put("\u000e\u0003\u0013\u0001", "an HDF4 file; convert it with h4toh5");
    STARTS.put("\u0093NUMPY", "a NumPy .npy array");
    STARTS.put("PAR1", "a Parquet file");
    STARTS.put("ARROW1", "an Arrow file");
    STARTS.put("SQLite format 3\0", "a SQLite database");
    STARTS.put("%PDF", "a PDF document");
    STARTS.put("\u007fELF", "an executable");
    STARTS.put("MATLAB 5.0", "a MATLAB file before version 7.3; save it with -v7.3");
    STARTS.put("<", "XML or HTML text");
  }

  private Signature() {}

  /** What the file looks like, with its article. */
  static String describe(FileChannel channel) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(LOOKED_AT);
    while (buffer.hasRemaining() && channel.read(buffer, buffer.position()) >= 0) {
      // Reads on until the end or until there is enough.
    }
    String start = new String(buffer.array(), 0, buffer.position(), StandardCharsets.ISO_8859_1);
    for (Map.Entry<String, String> entry : STARTS.entrySet()) {
      if (start.startsWith(entry.getKey())) {
        return entry.getValue();
      }
    }
    if (start.chars().allMatch(c -> c >= ' ' || c == '\n' || c == '\r' || c == '\t')) {
      return "text";
    }
    StringBuilder hex = new StringBuilder("an unknown kind of file that starts with the bytes");
    for (int i = 0; i < Math.min(8, start.length()); i++) {
      hex.append(String.format(" %02x", (int) start.charAt(i)));
    }
    return hex.toString();
  }
}
