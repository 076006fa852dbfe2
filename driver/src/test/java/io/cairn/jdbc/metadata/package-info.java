/** Tests of metadata results. */
@NullMarked
package io.cairn.jdbc.metadata;

import org.jspecify.annotations.NullMarked;
