/**
 * The results of {@code java.sql.DatabaseMetaData}: queries over {@code information_schema}, or
 * fixed rows, in the shape that the specification gives. Read {@link
 * io.cairn.jdbc.metadata.MetadataQuery} first.
 */
@NullMarked
package io.cairn.jdbc.metadata;

import org.jspecify.annotations.NullMarked;
