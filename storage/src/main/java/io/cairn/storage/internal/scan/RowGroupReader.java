package io.cairn.storage.internal.scan;

/** Fetches the chunks of row groups. Thread-safe. */
public final class RowGroupReader {}
