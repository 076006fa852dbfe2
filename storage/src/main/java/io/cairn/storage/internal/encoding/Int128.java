package io.cairn.storage.internal.encoding;

import java.math.BigInteger;

/** Numbers of 128 bits in two's complement, as two halves. */
final class Int128 {
  private Int128() {}

  static BigInteger toBigInteger(long high, long low) {
    BigInteger lower = BigInteger.valueOf(low);
    return BigInteger.valueOf(high)
        .shiftLeft(64)
        .add(low < 0 ? lower.add(BigInteger.ONE.shiftLeft(64)) : lower);
  }

  static int compare(long highA, long lowA, long highB, long lowB) {
    return highA == highB ? Long.compareUnsigned(lowA, lowB) : Long.compare(highA, highB);
  }
}
