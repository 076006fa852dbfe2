/** Tests of the inside of chunks. */
@NullMarked
package io.cairn.storage.internal.encoding;

import org.jspecify.annotations.NullMarked;
