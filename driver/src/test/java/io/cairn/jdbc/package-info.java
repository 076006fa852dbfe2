/** Tests of the driver, most of them over real connections. */
@NullMarked
package io.cairn.jdbc;

import org.jspecify.annotations.NullMarked;
