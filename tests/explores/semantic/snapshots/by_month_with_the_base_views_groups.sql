WITH groups AS (
  SELECT
    CAST(DATE_TRUNC('MONTH', CAST(orders.ordered_at AS DATE)) AS DATE) AS "orders.ordered_month",
    SUM(orders.total) AS "orders.revenue",
    COUNT(*) AS "orders.count"
  FROM orders
  WHERE
    orders.subaccount_id IN ($p1, $p2)
  GROUP BY
    1
)
SELECT
  "orders.ordered_month",
  "orders.revenue",
  (
    "orders.revenue"
  ) / NULLIF("orders.count", 0) AS "orders.average_basket",
  COUNT(*) OVER () AS "#rows"
FROM groups
ORDER BY
  "orders.ordered_month" DESC
LIMIT 500
-- $p1 = 3
-- $p2 = 4
