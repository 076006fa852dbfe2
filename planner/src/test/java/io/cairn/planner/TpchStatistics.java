package io.cairn.planner;

import io.cairn.storage.ChunkDescription;
import io.cairn.storage.Relation;
import io.cairn.storage.Scan;
import io.cairn.storage.ScanRequest;
import io.cairn.storage.memory.MemorySource;
import io.cairn.storage.memory.MemorySourceBuilder;
import io.cairn.storage.predicate.ColumnStatistics;
import io.cairn.storage.predicate.Constant;
import io.cairn.storage.predicate.Predicate;
import io.cairn.storage.type.Column;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Schema;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** The tables of TPC-H at scale 1 as far as planning sees them: statistics without rows. */
final class TpchStatistics {
  /** A table in a line: rows, then each column with its type, distinct values, min and max. */
  private static final List<String> TABLES =
      List.of(
          "region 5 r_regionkey:long:5:0:4 r_name:text:5:AFRICA:MIDDLE r_comment:text:5:a:z",
          "nation 25 n_nationkey:long:25:0:24 n_name:text:25:ALGERIA:VIETNAM"
              + " n_regionkey:long:5:0:4 n_comment:text:25:a:z",
          "supplier 10000 s_suppkey:long:10000:1:10000 s_name:text:10000:Supplier:Supplier"
              + " s_address:text:10000:a:z s_nationkey:long:25:0:24 s_phone:text:10000:10:34"
              + " s_acctbal:decimal:9955:-99822:999999 s_comment:text:10000:a:z",
          "customer 150000 c_custkey:long:150000:1:150000 c_name:text:150000:Customer:Customer"
              + " c_address:text:150000:a:z c_nationkey:long:25:0:24 c_phone:text:150000:10:34"
              + " c_acctbal:decimal:140187:-99999:999999 c_mktsegment:text:5:AUTO:MACHINERY"
              + " c_comment:text:150000:a:z",
          "part 200000 p_partkey:long:200000:1:200000 p_name:text:200000:almond:yellow"
              + " p_mfgr:text:5:Manufacturer:Manufacturer p_brand:text:25:Brand:Brand"
              + " p_type:text:150:ECONOMY:STANDARD p_size:int:50:1:50"
              + " p_container:text:40:JUMBO:WRAP p_retailprice:decimal:20899:90100:209899"
              + " p_comment:text:130000:a:z",
          "partsupp 800000 ps_partkey:long:200000:1:200000 ps_suppkey:long:10000:1:10000"
              + " ps_availqty:int:9999:1:9999 ps_supplycost:decimal:99901:100:100000"
              + " ps_comment:text:800000:a:z",
          "orders 1500000 o_orderkey:long:1500000:1:6000000 o_custkey:long:99996:1:149999"
              + " o_orderstatus:text:3:F:P o_totalprice:decimal:1464556:85771:55528516"
              + " o_orderdate:date:2406:1992-01-01:1998-08-02 o_orderpriority:text:5:1:5"
              + " o_clerk:text:1000:Clerk:Clerk o_shippriority:int:1:0:0"
              + " o_comment:text:1480000:a:z",
          "lineitem 6001215 l_orderkey:long:1500000:1:6000000 l_partkey:long:200000:1:200000"
              + " l_suppkey:long:10000:1:10000 l_linenumber:int:7:1:7"
              + " l_quantity:decimal:50:100:5000 l_extendedprice:decimal:933900:90100:10494950"
              + " l_discount:decimal:11:0:10 l_tax:decimal:9:0:8 l_returnflag:text:3:A:R"
              + " l_linestatus:text:2:F:O l_shipdate:date:2526:1992-01-02:1998-12-01"
              + " l_commitdate:date:2466:1992-01-31:1998-10-31"
              + " l_receiptdate:date:2554:1992-01-03:1998-12-31 l_shipinstruct:text:4:COLLECT:TAKE"
              + " l_shipmode:text:7:AIR:TRUCK l_comment:text:4500000:a:z");

  private TpchStatistics() {}

  /** An engine over the tables; it can plan, but there is nothing to read. */
  static Engine engine() {
    MemorySourceBuilder source = MemorySource.builder();
    for (String line : TABLES) {
      String[] words = line.split(" ");
      source.table("/" + words[0], new Table(words));
    }
    return new Engine(source.build(), EngineOptions.defaults("db"));
  }

  private static final class Table implements Relation {
    private final long rows;
    private final Schema schema;
    private final List<ColumnStatistics> statistics = new ArrayList<>();

    Table(String[] words) {
      rows = Long.parseLong(words[1]);
      List<Column> columns = new ArrayList<>();
      for (int i = 2; i < words.length; i++) {
        String[] parts = words[i].split(":");
        columns.add(Column.of(parts[0], type(parts[1]), false));
        statistics.add(
            new ColumnStatistics(
                rows,
                0,
                0,
                bound(parts[1], parts[3]),
                bound(parts[1], parts[4]),
                Long.parseLong(parts[2])));
      }
      schema = new Schema(columns);
    }

    private static ColumnType type(String name) {
      return switch (name) {
        case "long" -> ColumnType.INT64;
        case "int" -> ColumnType.INT32;
        case "decimal" -> new ColumnType.Decimal(15, 2);
        case "date" -> ColumnType.DATE;
        case "text" -> ColumnType.VARCHAR;
        default -> throw new IllegalArgumentException(name);
      };
    }

    private static Constant bound(String type, String text) {
      return switch (type) {
        case "text" -> new Constant.Text(text.getBytes(StandardCharsets.UTF_8));
        case "date" -> new Constant.Whole(LocalDate.parse(text).toEpochDay());
        default -> new Constant.Whole(Long.parseLong(text));
      };
    }

    @Override
    public Schema schema() {
      return schema;
    }

    @Override
    public long rowCount() {
      return rows;
    }

    @Override
    public ColumnStatistics statistics(int column) {
      return statistics.get(column);
    }

    @Override
    public Predicate residual(Predicate predicate) {
      return Predicate.all();
    }

    @Override
    public boolean prunes(Predicate conjunct) {
      return true;
    }

    @Override
    public Scan scan(ScanRequest request) {
      throw new UnsupportedOperationException("There are no rows");
    }

    @Override
    public List<ChunkDescription> chunks() {
      return List.of();
    }
  }
}
