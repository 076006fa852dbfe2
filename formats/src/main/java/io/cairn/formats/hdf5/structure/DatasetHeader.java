package io.cairn.formats.hdf5.structure;

import io.cairn.formats.hdf5.datatype.Datatype;
import io.cairn.formats.hdf5.filter.FilterChain;
import io.cairn.formats.hdf5.filter.FilterStep;
import io.cairn.formats.hdf5.io.ByteReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the header of a dataset says. Immutable.
 *
 * @param fill the bytes of one element that was never written; null for zeros
 */
public record DatasetHeader(
    Datatype datatype,
    Dataspace dataspace,
    DataLayout layout,
    List<FilterStep> filters,
    byte @Nullable [] fill) {
  public DatasetHeader {
    filters = List.copyOf(filters);
  }

  /** Whether the header is that of a dataset. */
  public static boolean isDataset(ObjectHeader header) {
    return header.has(HeaderMessage.LAYOUT);
  }

  /** Whether the header is that of a committed datatype. */
  public static boolean isDatatype(ObjectHeader header) {
    return !isDataset(header) && header.has(HeaderMessage.DATATYPE);
  }

  /** The datatype of a dataset, or a committed one; null if the header has none. */
  public static @Nullable Datatype datatype(Hdf5File file, ObjectHeader header) {
    HeaderMessage message = header.first(HeaderMessage.DATATYPE);
    return message == null ? null : SharedMessage.datatype(file, message);
  }

  /** The dataspace of a dataset; null if the header has none. */
  public static @Nullable Dataspace dataspace(Hdf5File file, ObjectHeader header) {
    HeaderMessage message = header.first(HeaderMessage.DATASPACE);
    return message == null
        ? null
        : SharedMessage.dataspace(file, message.shared(), message.body().again());
  }

  /**
   * Reads all parts.
   *
   * @throws io.cairn.storage.error.StorageException CORRUPT or UNSUPPORTED
   */
  public static DatasetHeader read(Hdf5File file, ObjectHeader header) {
    Datatype datatype = datatype(file, header);
    Dataspace dataspace = dataspace(file, header);
    HeaderMessage layoutMessage = header.first(HeaderMessage.LAYOUT);
    if (datatype == null || dataspace == null || layoutMessage == null) {
      throw file.corrupt(
          "dataset", header.address(), "its header lacks a datatype, a dataspace or a layout");
    }
    DataLayout layout =
        header.has(HeaderMessage.EXTERNAL_FILES)
            ? new DataLayout.Unsupported("Its data lies in external raw files, which are not read.")
            : DataLayout.read(layoutMessage.body().again());
    HeaderMessage filters = header.first(HeaderMessage.FILTERS);
    List<FilterStep> steps =
        filters == null ? List.of() : FilterPipeline.read(filters.body().again());
    return new DatasetHeader(
        datatype, dataspace, layout, steps, FillValue.read(header, datatype.size()));
  }

  /** Why the storage cannot be read, in one sentence; null if it can. */
  public @Nullable String obstacle() {
    if (layout instanceof DataLayout.Unsupported unsupported) {
      return unsupported.reason();
    }
    if (layout instanceof DataLayout.Chunked chunked) {
      if (chunked.chunk().size() != dataspace.extents().size()) {
        return "Its chunks have "
            + chunked.chunk().size()
            + " dimensions, and its extents "
            + dataspace.extents().size()
            + ": the file is damaged.";
      }
      if (chunked.elementBytes() != datatype.size()) {
        return "Its chunks hold elements of "
            + chunked.elementBytes()
            + " bytes, and its datatype has "
            + datatype.size()
            + ": the file is damaged.";
      }
      return FilterChain.obstacle(filters);
    }
    return null;
  }

  /** Whether nothing was stored yet, so that every element is the fill value. */
  public boolean isUnwritten() {
    return (layout instanceof DataLayout.Contiguous contiguous
            && contiguous.address() == ByteReader.UNDEFINED)
        || (layout instanceof DataLayout.Chunked chunked
            && chunked.treeAddress() == ByteReader.UNDEFINED);
  }
}
