package io.cairn.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.cairn.planner.Session;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PoolTest {
  private static final int READERS = 8;

  @TempDir Path directory;

  @Test
  void readsOneFileThroughEightPooledConnections() throws Exception {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl("jdbc:cairn:" + TourFile.in(directory) + ";threads=2");
    config.setMaximumPoolSize(READERS);
    config.setReadOnly(true);
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    config.setSchema("sensors/2024");
    try (HikariDataSource pool = new HikariDataSource(config)) {
      readInParallel(pool);
    }
  }

  @Test
  void readsThroughADataSourceOfItsOwn() throws Exception {
    CairnDataSource source = new CairnDataSource();
    source.setUrl("jdbc:cairn:" + TourFile.in(directory));
    source.setSchema("sensors/2024");
    HikariConfig config = new HikariConfig();
    config.setDataSource(source);
    config.setMaximumPoolSize(READERS);
    config.setAutoCommit(false);
    try (HikariDataSource pool = new HikariDataSource(config)) {
      readInParallel(pool);
    }
  }

  private static void readInParallel(HikariDataSource pool) throws Exception {
    Set<Object> engines = ConcurrentHashMap.newKeySet();
    CyclicBarrier together = new CyclicBarrier(READERS);
    ExecutorService threads = Executors.newFixedThreadPool(READERS);
    List<Future<Long>> counts = new ArrayList<>();
    for (int i = 0; i < READERS; i++) {
      counts.add(
          threads.submit(
              () -> {
                long count = 0;
                for (int k = 0; k < 20; k++) {
                  try (Connection connection = pool.getConnection();
                      PreparedStatement prepared =
                          connection.prepareStatement(
                              "SELECT station, wind FROM readings WHERE wind >= ?")) {
                    if (k == 0) {
                      engines.add(connection.unwrap(Session.class).engine());
                      together.await();
                    }
                    prepared.setInt(1, 0);
                    try (ResultSet rows = prepared.executeQuery()) {
                      while (rows.next()) {
                        count++;
                      }
                    }
                    if (!connection.getAutoCommit()) {
                      connection.commit();
                    }
                  }
                }
                return count;
              }));
    }
    for (Future<Long> count : counts) {
      assertThat(count.get()).isEqualTo(20 * 8784);
    }
    assertThat(engines).hasSize(1);
    threads.shutdown();
  }
}
