package io.cairn.cli;

import java.io.InputStream;
import java.io.PrintStream;

/**
 * What a command reads and prints.
 *
 * @param out results alone
 * @param err errors, counts and progress
 */
record Streams(InputStream in, Output out, PrintStream err) {}
