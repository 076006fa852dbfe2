/** Files that nobody here wrote, read through SQL. Read {@link io.cairn.corpus.CorpusSqlTest}. */
@NullMarked
package io.cairn.corpus;

import org.jspecify.annotations.NullMarked;
