package io.cairn.formats.hdf5.structure;

import io.cairn.formats.hdf5.io.ByteReader;

/**
 * A message of an object header.
 *
 * @param shared whether the body only tells where the message is
 */
record HeaderMessage(int type, boolean shared, ByteReader body) {
  static final int DATASPACE = 0x01;
  static final int LINK_TABLE = 0x02;
  static final int DATATYPE = 0x03;
  static final int OLD_FILL_VALUE = 0x04;
  static final int FILL_VALUE = 0x05;
  static final int LINK = 0x06;
  static final int EXTERNAL_FILES = 0x07;
  static final int LAYOUT = 0x08;
  static final int GROUP = 0x0a;
  static final int FILTERS = 0x0b;
  static final int ATTRIBUTE = 0x0c;
  static final int COMMENT = 0x0d;
  static final int CONTINUATION = 0x10;
  static final int SYMBOL_TABLE = 0x11;
  static final int ATTRIBUTE_TABLE = 0x15;
  static final int REFERENCE_COUNT = 0x16;
}
