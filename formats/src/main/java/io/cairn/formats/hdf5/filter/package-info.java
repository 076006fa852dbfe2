/**
 * The filters that chunks pass through, a class each, and their chain. Read {@link
 * io.cairn.formats.hdf5.filter.FilterChain} first.
 */
@NullMarked
package io.cairn.formats.hdf5.filter;

import org.jspecify.annotations.NullMarked;
