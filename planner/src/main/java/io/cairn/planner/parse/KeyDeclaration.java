package io.cairn.planner.parse;

import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNodeList;
import org.jspecify.annotations.Nullable;

/**
 * PRIMARY KEY or UNIQUE in CREATE TABLE. Immutable.
 *
 * @param name null where no CONSTRAINT is written
 * @param columns simple identifiers, in the key's order
 */
public record KeyDeclaration(@Nullable SqlIdentifier name, boolean primary, SqlNodeList columns) {}
