/** Files of other makers behind the contract of {@code io.cairn.storage}, read only. */
@NullMarked
package io.cairn.formats;

import org.jspecify.annotations.NullMarked;
