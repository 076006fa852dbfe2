package io.cairn.storage.internal.encoding;

import io.cairn.storage.error.StorageException;
import io.cairn.storage.internal.io.ByteReader;

/** What to throw at codes of a later version. */
final class Refusal {
  private Refusal() {}

  static StorageException unsupported(ByteReader in, String what, int code) {
    return new StorageException(
        StorageException.Kind.UNSUPPORTED,
        "Cannot read "
            + in.place()
            + ": this version knows no "
            + what
            + " with code "
            + code
            + ". Read it with the version of Cairn that wrote it.");
  }
}
