/**
 * The command line: opens one database by JDBC, runs what it was given and prints the results. It
 * speaks plain {@code java.sql} to the driver; the console is sqlline with our settings. Read
 * {@link io.cairn.cli.Main}, then {@link io.cairn.cli.CommandLine}.
 */
@NullMarked
package io.cairn.cli;

import org.jspecify.annotations.NullMarked;
