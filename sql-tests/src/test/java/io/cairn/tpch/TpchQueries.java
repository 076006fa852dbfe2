package io.cairn.tpch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;

/** The texts of the queries, in a dialect that Cairn and DuckDB share. */
public final class TpchQueries {
  /** How many queries there are; they are counted from 1. */
  public static final int COUNT = 22;

  private TpchQueries() {}

  /**
   * One query.
   *
   * @param scaleFactor of the database: the eleventh query compares with a part that shrinks as the
   *     database grows
   */
  public static String text(int number, double scaleFactor) {
    String resource = String.format("/tpch/q%02d.sql", number);
    try (InputStream in = TpchQueries.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException("There is no query " + number);
      }
      String fraction =
          new BigDecimal("0.0001")
              .divide(BigDecimal.valueOf(scaleFactor), MathContext.DECIMAL64)
              .toPlainString();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .strip()
          .replace("${fraction}", fraction);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
