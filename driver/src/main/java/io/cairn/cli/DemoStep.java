package io.cairn.cli;

import java.util.List;

/**
 * One statement of the tour.
 *
 * @param remark what it shows, a line or two
 */
record DemoStep(String remark, String sql) {
  static final List<DemoStep> ALL =
      List.of(
          new DemoStep(
              "A table of the root group.",
              """
              SELECT name, region, elevation FROM stations WHERE active \
              ORDER BY elevation DESC LIMIT 3\
              """),
          new DemoStep(
              "Groups are schemas, however deep they are; tables of all of them join.",
              """
              SELECT s.name, count(*) AS readings, min(r.temperature) AS coldest, \
              max(r.temperature) AS warmest FROM sensors."2024".readings r \
              JOIN stations s ON s.id = r.station WHERE r.valid \
              GROUP BY s.name ORDER BY coldest\
              """),
          new DemoStep(
              "An array has a row for each element: its place in i0, i1, ..., and value.",
              """
              SELECT m.value AS name, max(d.value) AS deepest_cm FROM terrain.snow.depth d \
              JOIN terrain.snow.months m ON m.i0 = d.i0 \
              GROUP BY m.i0, m.value ORDER BY m.i0 LIMIT 4\
              """),
          new DemoStep(
              "What a query read: a range on the array's places touches its own chunks alone.",
              "EXPLAIN ANALYZE SELECT max(value) FROM terrain.elevation WHERE i0 < 8"),
          new DemoStep(
              "Attributes are in the catalog views.",
              "SELECT path, name, value FROM cairn_catalog.attributes ORDER BY path, name LIMIT 6"),
          new DemoStep(
              "What cannot be read is listed with its reason, and does not hide the rest.",
              "SELECT path, kind, reason FROM cairn_catalog.nodes WHERE status = 'unsupported'"));
}
