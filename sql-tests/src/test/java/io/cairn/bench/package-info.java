/**
 * Programs that measure Cairn beside a peer, in alternation within one run; none of them is a test.
 * {@code sql-tests/bench} runs them. Read {@link io.cairn.bench.Alternation} first.
 */
@NullMarked
package io.cairn.bench;

import org.jspecify.annotations.NullMarked;
