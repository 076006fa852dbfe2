/**
 * The one exception that leaves storage, and its kinds. Read {@link
 * io.cairn.storage.error.StorageException}.
 */
@NullMarked
package io.cairn.storage.error;

import org.jspecify.annotations.NullMarked;
