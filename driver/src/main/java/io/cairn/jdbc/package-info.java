/**
 * JDBC over Avatica's objects: URL and options, the databases of this virtual machine, connections,
 * statements and results that read batches in place. Holds no SQL semantics and no bytes. Read
 * {@link io.cairn.jdbc.CairnDriver} first, then {@link io.cairn.jdbc.CairnStatement}.
 */
@NullMarked
package io.cairn.jdbc;

import org.jspecify.annotations.NullMarked;
