/** Tests of what all formats have in common. */
@NullMarked
package io.cairn.formats;

import org.jspecify.annotations.NullMarked;
