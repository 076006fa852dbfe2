/**
 * How a failure reaches the user: its SQLSTATE and the class of its exception. Read {@link
 * io.cairn.jdbc.error.SqlErrors}, the only place that creates an {@code SQLException}.
 */
@NullMarked
package io.cairn.jdbc.error;

import org.jspecify.annotations.NullMarked;
