package io.cairn.storage.internal.encoding;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers in an array of bytes, little-endian. */
final class RawBytes {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private RawBytes() {}

  static int getInt(byte[] bytes, int at) {
    return (int) INT.get(bytes, at);
  }

  static long getLong(byte[] bytes, int at) {
    return (long) LONG.get(bytes, at);
  }

  static void setInt(byte[] bytes, int at, int value) {
    INT.set(bytes, at, value);
  }

  static void setLong(byte[] bytes, int at, long value) {
    LONG.set(bytes, at, value);
  }

  /**
   * The double of a float's bits, a NaN with its payload: conversion by the processor would set the
   * quiet bit of one.
   */
  static double widen(int bits) {
    if ((bits & 0x7F80_0000) == 0x7F80_0000) {
      long sign = bits < 0 ? Long.MIN_VALUE : 0;
      return Double.longBitsToDouble(sign | 0x7FF0_0000_0000_0000L | (bits & 0x7F_FFFFL) << 29);
    }
    return Float.intBitsToFloat(bits);
  }

  /** The bits of the float that a double of these bits is; meaningless if it is none. */
  static int narrow(long bits) {
    if ((bits & 0x7FF0_0000_0000_0000L) == 0x7FF0_0000_0000_0000L) {
      int sign = bits < 0 ? Integer.MIN_VALUE : 0;
      return sign | 0x7F80_0000 | ((int) (bits >>> 29) & 0x7F_FFFF);
    }
    return Float.floatToRawIntBits((float) Double.longBitsToDouble(bits));
  }
}
