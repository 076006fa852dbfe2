# Queries that once had no answer or a wrong one; one a line. Tables and columns: RandomTable, Flavor.

# Correlation over two and three levels
SELECT 1 FROM r4 AS t8 WHERE (1 < ALL (SELECT DISTINCT 1 FROM r3 AS t9 WHERE (t8.tm NOT IN (SELECT t10.tm FROM r2 AS t10 WHERE (t8.d IS NOT DISTINCT FROM DATE '2020-01-27')))))
SELECT t1.id, (SELECT (SELECT (SELECT MAX(z.id + t1.id) FROM r1 AS z WHERE z.id <= y.id AND z.k <> x.k) FROM r3 AS y WHERE y.id = x.id) FROM r3 AS x WHERE x.id = t1.k) FROM r2 AS t1
SELECT t1.id, (SELECT SUM((SELECT COUNT(*) FROM r1 AS z WHERE z.k = y.k AND z.id < t1.id)) FROM r3 AS y WHERE y.id > t1.id) FROM r2 AS t1

# Correlated DISTINCT, LIMIT, window, union and grouping
WITH w0 AS (SELECT DISTINCT TRUE AS c1, CAST(1.5 AS REAL) AS c2 FROM r4 AS t0) (SELECT t1.b AS c0, 1 AS c1, 1 AS c2 FROM r3 AS t1 WHERE (1 <> ANY (SELECT DISTINCT 1 FROM r0 AS t3 WHERE (1 < t1.bk)))) UNION ALL (SELECT q10.c0, CAST(NULL AS BIGINT), 3 FROM (SELECT q9.c1 AS c0, q9.c2 AS c1 FROM w0 AS q9 GROUP BY GROUPING SETS (q9.c1, (q9.c1, q9.c2), ())) AS q10)
SELECT t1.id, (SELECT x.id FROM r3 AS x WHERE x.k = t1.k ORDER BY x.id LIMIT 1 OFFSET 1) FROM r2 AS t1
SELECT t1.id, (SELECT COUNT(*) FROM (SELECT x.id FROM r3 AS x WHERE x.k = t1.k ORDER BY x.id LIMIT 2) AS y) FROM r2 AS t1
SELECT t1.id, (SELECT MAX(z.n) FROM (SELECT ROW_NUMBER() OVER (ORDER BY x.id) AS n FROM r3 AS x WHERE x.k = t1.k) AS z) FROM r2 AS t1
SELECT t1.id, (SELECT COUNT(*) FROM (SELECT x.id FROM r3 AS x WHERE x.k = t1.k UNION SELECT x.k FROM r1 AS x WHERE x.id < t1.id) AS y) FROM r2 AS t1
SELECT t1.id FROM r2 AS t1 WHERE EXISTS (SELECT x.k FROM r3 AS x WHERE x.id < t1.id GROUP BY x.k HAVING COUNT(*) > 1)

# A correlated aggregate, with and without a group to find; a row that is asked for alone
SELECT t1.r AS c0, 1 AS c1, 1.5 AS c2 FROM r0 AS t1 WHERE (t1.x <> (SELECT MIN(t2.y) FROM r2 AS t2 WHERE t1.b)) GROUP BY t1.r, 2, 3
SELECT t1.id, (SELECT COUNT(*) FROM r3 AS x WHERE x.k = t1.k AND x.b) FROM r2 AS t1
SELECT t1.id, (SELECT COUNT(*) FROM r3 AS x WHERE x.k > t1.k) FROM r2 AS t1
SELECT t1.id, (SELECT x.id FROM r3 AS x WHERE x.id = t1.k) FROM r2 AS t1
SELECT t1.id, (SELECT x.id FROM r4 AS x WHERE x.k = t1.k) FROM r2 AS t1 WHERE t1.id < 0
SELECT COALESCE((SELECT MAX(x.id) FROM r3 AS x WHERE x.id = t1.k), 0) + (SELECT COUNT(*) FROM r1) FROM r2 AS t1
SELECT t1.k, SUM(t1.id) FROM r2 AS t1 GROUP BY t1.k HAVING SUM(t1.id) > (SELECT MIN(x.id) FROM r3 AS x WHERE x.k = t1.k)

# Subqueries in ON that name one side or both, and LATERAL
SELECT 1 AS c0 FROM r3 AS t0 RIGHT JOIN r5 AS t1 ON t0.id = t1.id AND (t0.t < ALL (SELECT t2.s FROM r0 AS t2 WHERE t1.b))
SELECT t1.id, t2.id FROM r2 AS t1 LEFT JOIN r3 AS t2 ON t1.id = t2.k AND EXISTS (SELECT 1 FROM r2 AS x WHERE x.id > t1.id AND x.id < t2.id)
SELECT t1.id, t2.id FROM r2 AS t1 RIGHT JOIN r3 AS t2 ON t1.id = t2.k AND EXISTS (SELECT 1 FROM r2 AS x WHERE x.id > t1.id OR x.id < t2.id)
SELECT t1.id, t2.id FROM r2 AS t1 FULL JOIN r3 AS t2 ON t1.id = t2.k AND t1.k > (SELECT COUNT(*) FROM r1 AS x WHERE x.id > t1.id OR x.id < t2.id)
SELECT t1.id, t2.id FROM r2 AS t1 LEFT JOIN r3 AS t2 ON t1.id = t2.k AND t1.k > (SELECT COUNT(*) FROM r1 AS x WHERE x.id > t1.id) AND t2.k IN (SELECT x.id FROM r2 AS x)
SELECT t1.id, t2.id FROM r2 AS t1 LEFT JOIN LATERAL (SELECT x.id FROM r3 AS x WHERE x.k = t1.k) AS t2 ON TRUE
SELECT t1.id, t2.id FROM r2 AS t1, LATERAL (SELECT COUNT(*) AS id FROM r3 AS x WHERE x.k = t1.k) AS t2

# Tests that may be unknown, where other conditions are false
SELECT t3.b FROM r0 AS t3 WHERE ((TIME '23:45:00' NOT IN (SELECT DISTINCT t6.tm FROM r1 AS t5 LEFT JOIN r0 AS t6 USING (k))) IS NOT NULL)
SELECT t2.id FROM r2 AS t1 FULL JOIN r3 AS t2 USING (k) WHERE (t2.w NOT IN (SELECT 1.5 FROM r1 AS t3 WHERE (t1.t >= 'a')))
SELECT t2.id, t2.w NOT IN (SELECT t3.m FROM r3 AS t3 WHERE (t2.k = t3.k)) FROM r3 AS t2

# IN over a list, and subqueries, in GROUP BY
SELECT CASE WHEN (t1.ts NOT IN (TIMESTAMP '2020-02-12 23:00:00.125')) THEN t1.bk ELSE t1.i END AS c1, COUNT(*) FROM r2 AS t1 GROUP BY 1
SELECT 1 AS c0, (t1.u1 IN (1)) AS c1 FROM r4 AS t1 GROUP BY 2
SELECT EXISTS (SELECT 1 FROM r1 AS x WHERE x.k = t1.k) AS c1, COUNT(*) FROM r2 AS t1 GROUP BY 1
SELECT (SELECT MAX(x.id) FROM r1 AS x WHERE x.k = t1.k) AS c1, COUNT(*) FROM r2 AS t1 GROUP BY 1

# Orders of joins: infinities in estimates; nullable and other columns that are equal; outer joins that become others
WITH w0 AS (SELECT 1 AS c2 FROM r2 AS t0) SELECT t4.d AS c0 FROM w0 AS q1 LEFT JOIN (SELECT DISTINCT 1 AS c1, 'a' AS c2 FROM r0 AS t2 WHERE t2.m = t2.u4) AS q3 ON q1.c2 = q3.c1 JOIN r5 AS t4 ON q3.c2 = t4.s AND (NOT t4.b) AND 1 = t4.id LEFT JOIN r0 AS t5 ON (t4.bk IS NULL) WHERE (CASE WHEN (t4.b IS NOT NULL) THEN t4.bi ELSE q1.c2 END > t4.bi) AND t5.b AND (t4.ts IN (SELECT t7.ts FROM r1 AS t6 JOIN r3 AS t7 USING (k) WHERE t5.tm < NULLIF(t7.tm, TIME '02:45:00') AND (t5.b OR t7.r <= CAST('6.25' AS REAL))))
SELECT t4.x AS c0 FROM r1 AS t3 LEFT JOIN r4 AS t4 ON t3.b JOIN (SELECT t5.k AS c2 FROM r0 AS t5 WHERE (CASE WHEN (t5.u8 < t5.f) THEN t5.i END > CASE WHEN (t5.tm >= TIME '12:15:59') THEN t5.bk END)) AS q6 ON t3.id = q6.c2 AND t3.id = 1 WHERE (((t4.ts IS NULL) AND t4.b) OR (NOT (t3.b = t3.b)))
SELECT 1 AS c4 FROM r0 AS t0 FULL JOIN r5 AS t1 ON TRUE WHERE ((t0.r IN (CAST(1.5 AS REAL))) IS NOT NULL)

# Generated code: CASE with equal branches, OR in OR, types of sets of groups, constants that separate windows
SELECT t1.ti AS c0, t1.w AS c1, t1.y AS c2, GROUPING(t1.ti) AS c3 FROM r4 AS t1 GROUP BY CUBE (1, t1.w, t1.y)
SELECT MAX(t1.x) AS c0 FROM r1 AS t1 WHERE (t1.k <> t1.k OR t1.si IN (-1, 0, 49, 65) OR t1.x > 355.208)
SELECT MAX(1) AS c1 FROM r1 AS t14 GROUP BY GROUPING SETS (t14.d, (t14.d), ())
(SELECT 1.5e0 AS c0 FROM r1 AS t0) INTERSECT ALL (SELECT 1.5e0 AS c0 FROM r4 AS t2)
SELECT 1 AS c0 FROM r4 AS t0 JOIN (SELECT SUM(1.5) FILTER (WHERE TRUE) AS c1 FROM r1 AS t2) AS q3 ON TRUE
SELECT 1 AS c4 FROM r1 AS t0 FULL JOIN r2 AS t1 ON t1.b
SELECT 1 AS c4 FROM r1 AS t0 RIGHT JOIN r2 AS t1 ON t1.b AND t0.b
SELECT COUNT(*) OVER () FROM r2 AS t0
SELECT t0.b, MAX(t0.y) AS c2, MIN(t0.y), COUNT(DISTINCT t0.k) FROM r2 AS t0 GROUP BY t0.b
SELECT DISTINCT (t3.y * t3.x) AS c1 FROM r3 AS t3

# A product that seems to be NULL at times, of columns that never are
SELECT 1.5 AS c0 FROM (SELECT DISTINCT 1 AS c0, ((t2.y + t2.y) * COALESCE(t2.y, t2.x)) AS c2 FROM r4 AS t2) AS q3 WHERE (COALESCE(q3.c2, q3.c2) > q3.c2)

# Marks among the columns that DISTINCT compares; NaN among those that NOT IN does
SELECT 1.5 AS c3 FROM r2 AS t2 WHERE (TRUE NOT IN (SELECT DISTINCT (EXISTS (SELECT * FROM r1 AS t4)) FROM r1 AS t3 WHERE (t3.k < (t3.id + t2.id))))
SELECT 1 AS c1 FROM r4 AS t0 WHERE (t0.r NOT IN (SELECT t1.r FROM r3 AS t1))

# Literals with characters outside the BMP
SELECT NULLIF('😀😀', 'a') AS c2 FROM r2 AS t2
SELECT CASE WHEN t2.b THEN '😀😀' END AS c2, 'é😀' FROM r2 AS t2
SELECT COUNT(*) FROM r4 AS t3 WHERE ('' IN (CAST(NULL AS VARCHAR), '😀', 'ab', ''))
