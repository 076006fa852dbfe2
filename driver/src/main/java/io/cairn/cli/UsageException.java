package io.cairn.cli;

/** Arguments that are no command: exit code 2 and the usage. */
final class UsageException extends Exception {
  UsageException(String message) {
    super(message);
  }
}
