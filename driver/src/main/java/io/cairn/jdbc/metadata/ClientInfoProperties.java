package io.cairn.jdbc.metadata;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The result of {@code getClientInfoProperties}: the names that the specification proposes. */
public final class ClientInfoProperties {
  private static final int MAX_LENGTH = 65_535;

  private ClientInfoProperties() {}

  public static MetadataRows rows() {
    List<@Nullable Object[]> rows = new ArrayList<>();
    rows.add(row("ApplicationName", "The application that uses the connection"));
    rows.add(row("ClientHostname", "The machine on which it runs"));
    rows.add(row("ClientUser", "The person for whom it works"));
    return new MetadataRows(
        new Shape().text("NAME").integer("MAX_LEN").text("DEFAULT_VALUE", "DESCRIPTION").columns(),
        rows);
  }

  private static @Nullable Object[] row(String name, String description) {
    return new @Nullable Object[] {name, MAX_LENGTH, "", description};
  }
}
