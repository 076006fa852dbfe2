/** The rules that hold over all modules. Read {@link io.cairn.architecture.LayerTest} first. */
@NullMarked
package io.cairn.architecture;

import org.jspecify.annotations.NullMarked;
