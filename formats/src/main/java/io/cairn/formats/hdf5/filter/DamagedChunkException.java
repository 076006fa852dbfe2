package io.cairn.formats.hdf5.filter;

/** A chunk's bytes are not what its filters make; the caller knows the place and says it. */
public final class DamagedChunkException extends Exception {
  private static final long serialVersionUID = 1;

  DamagedChunkException(String message) {
    super(message);
  }
}
