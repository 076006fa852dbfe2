/** Tests of conversions. */
@NullMarked
package io.cairn.jdbc.value;

import org.jspecify.annotations.NullMarked;
