package io.cairn.planner.catalog;

import io.cairn.planner.exec.value.ValueText;
import io.cairn.storage.predicate.Constant;
import io.cairn.storage.type.ColumnType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Bounds of the values of a chunk as text, as CAST AS VARCHAR prints values of the type. */
final class BoundText {
  private BoundText() {}

  static @Nullable String of(@Nullable Constant bound, ColumnType type) {
    if (bound instanceof Constant.Whole whole) {
      StringBuilder out = new StringBuilder();
      ValueText.appendWhole(out, whole.value(), type);
      return out.toString();
    }
    if (bound instanceof Constant.Huge huge) {
      return type instanceof ColumnType.Decimal decimal
          ? new BigDecimal(huge.value(), decimal.scale()).toPlainString()
          : huge.value().toString();
    }
    if (bound instanceof Constant.Real real) {
      return ValueText.of(real.value(), type);
    }
    if (bound instanceof Constant.Text text) {
      return type instanceof ColumnType.Bytes
          ? HexFormat.of().formatHex(text.bytes())
          : new String(text.bytes(), StandardCharsets.UTF_8);
    }
    return null;
  }
}
