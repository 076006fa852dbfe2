package io.cairn.formats.hdf5.filter;

import java.util.List;

/**
 * One filter of a dataset's pipeline, as the file describes it. Immutable.
 *
 * @param id the registered number
 * @param name as the file gives it, or the filter's usual name, or empty
 */
public record FilterStep(int id, String name, List<Integer> parameters) {
  public FilterStep {
    parameters = List.copyOf(parameters);
    name = name.isEmpty() ? usualName(id) : name;
  }

  private static String usualName(int id) {
    return switch (id) {
      case 1 -> "deflate";
      case 2 -> "shuffle";
      case 3 -> "fletcher32";
      case 4 -> "szip";
      case 5 -> "nbit";
      case 6 -> "scaleoffset";
      case 305 -> "lzo";
      case 307 -> "bzip2";
      case 32000 -> "lzf";
      case 32001 -> "blosc";
      case 32004 -> "lz4";
      case 32008 -> "bitshuffle";
      case 32013 -> "zfp";
      case 32015 -> "zstd";
      case 32017 -> "sz";
      case 32026 -> "blosc2";
      default -> "";
    };
  }

  /** {@code deflate}, or {@code filter 32026 (blosc2)} for people. */
  public String words() {
    return name.isEmpty() ? "filter " + id : "filter " + id + " (" + name + ")";
  }

  /** The usual name, or the number where there is none. */
  public String label() {
    String usual = usualName(id);
    return usual.isEmpty() ? Integer.toString(id) : usual;
  }
}
