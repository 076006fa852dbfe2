package io.cairn.jdbc.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class LobTest {
  @Test
  void writesAndFindsBytes() throws SQLException, IOException {
    CairnBlob blob = new CairnBlob();
    assertThat(blob.setBytes(1, new byte[] {1, 2, 3, 4})).isEqualTo(4);
    assertThat(blob.setBytes(3, new byte[] {9, 9, 9}, 1, 1)).isEqualTo(1);
    assertThat(blob.getBytes(1, 10)).containsExactly(1, 2, 9, 4);
    assertThat(blob.position(new byte[] {9, 4}, 1)).isEqualTo(3);
    assertThat(blob.position(new byte[] {7}, 1)).isEqualTo(-1);
    try (OutputStream out = blob.setBinaryStream(5)) {
      out.write(5);
    }
    assertThat(blob.length()).isEqualTo(5);
    assertThat(blob.getBinaryStream(2, 2)).hasBinaryContent(new byte[] {2, 9});
    blob.truncate(1);
    assertThat(blob.getBytes(1, 5)).containsExactly(1);
  }

  @Test
  void writesAndFindsText() throws SQLException, IOException {
    CairnClob clob = new CairnClob();
    assertThat(clob.setString(1, "hello")).isEqualTo(5);
    assertThat(clob.setString(5, "p!", 0, 2)).isEqualTo(2);
    assertThat(clob.getSubString(1, 100)).isEqualTo("hellp!");
    assertThat(clob.position("lp", 1)).isEqualTo(4);
    assertThat(clob.position("x", 1)).isEqualTo(-1);
    try (Writer out = clob.setCharacterStream(7)) {
      out.write("ä");
    }
    assertThat(clob.length()).isEqualTo(7);
    assertThat(clob.getCharacterStream(7, 1).read()).isEqualTo(0xe4);
    clob.truncate(2);
    assertThat(clob.getSubString(1, 5)).isEqualTo("he");
  }

  @Test
  void refusesPlacesOutsideAndUseAfterFree() {
    CairnBlob blob = new CairnBlob(new byte[] {1});
    CairnClob clob = new CairnClob("a");
    assertThat(catchThrowableOfType(SQLException.class, () -> blob.getBytes(3, 1)).getSQLState())
        .isEqualTo("22023");
    assertThat(catchThrowableOfType(SQLException.class, () -> blob.getBytes(0, 1)).getSQLState())
        .isEqualTo("22023");
    assertThat(
            catchThrowableOfType(SQLException.class, () -> clob.getSubString(1, -1)).getSQLState())
        .isEqualTo("22023");
    blob.free();
    clob.free();
    assertThat(catchThrowableOfType(SQLException.class, blob::length).getSQLState())
        .isEqualTo("08003");
    assertThat(catchThrowableOfType(SQLException.class, clob::length).getSQLState())
        .isEqualTo("08003");
  }
}
