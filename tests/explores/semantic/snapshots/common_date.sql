WITH groups AS (
  SELECT
    "common.date_month",
    MAX("orders.revenue") AS "orders.revenue",
    COALESCE(MAX("received.clicks"), 0) AS "received.clicks"
  FROM (
    SELECT
      CAST(DATE_TRUNC('MONTH', CAST(orders.ordered_at AS DATE)) AS DATE) AS "common.date_month",
      SUM(orders.total) AS "orders.revenue",
      NULL AS "received.clicks"
    FROM orders
    WHERE
      orders.subaccount_id IN ($p1, $p2)
    GROUP BY
      1
    UNION ALL
    SELECT
      CAST(DATE_TRUNC('MONTH', CAST(received.occurred_at AS DATE)) AS DATE) AS "common.date_month",
      NULL AS "orders.revenue",
      COUNT(CASE WHEN NOT received.kind IS NULL AND received.kind IN ($p3) THEN 1 END) AS "received.clicks"
    FROM message_events AS received
    WHERE
      received.subaccount_id IN ($p1, $p2)
    GROUP BY
      1
  ) AS parts
  GROUP BY
    1
)
SELECT
  "common.date_month",
  "orders.revenue",
  "received.clicks",
  COUNT(*) OVER () AS "#rows"
FROM groups
ORDER BY
  "common.date_month" DESC
LIMIT 500
-- $p1 = 3
-- $p2 = 4
-- $p3 = 'click'
