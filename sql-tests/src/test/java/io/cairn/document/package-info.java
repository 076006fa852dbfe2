/** What the documents say is what happens. Read {@link io.cairn.document.ExampleTest} first. */
@NullMarked
package io.cairn.document;

import org.jspecify.annotations.NullMarked;
