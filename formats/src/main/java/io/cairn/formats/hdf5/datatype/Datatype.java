package io.cairn.formats.hdf5.datatype;

/** How an element's bytes are to be read. Immutable. */
public sealed interface Datatype
    permits FixedPoint,
        FloatingPoint,
        TimeValue,
        FixedText,
        BitField,
        Opaque,
        Compound,
        Reference,
        Enumeration,
        VariableLength,
        ArrayOf {
  /** Bytes of an element, at least 1. */
  int size();

  /** The type's name as people know it: {@code float64}, {@code string(10)}. */
  String name();
}
