WITH groups AS (
  SELECT
    "orders.ordered_month",
    MAX("orders.revenue") AS "orders.revenue",
    COALESCE(MAX("orders.count"), 0) AS "orders.count"
  FROM (
    SELECT
      CAST(DATE_TRUNC('MONTH', CAST(orders.ordered_at AS DATE)) AS DATE) AS "orders.ordered_month",
      SUM(orders.total) AS "orders.revenue",
      COUNT(*) AS "orders.count"
    FROM orders AS orders
    WHERE
      orders.subaccount_id IN ($p1, $p2)
    GROUP BY
      1
    UNION ALL
    SELECT
      by_orders."orders.ordered_month" AS "orders.ordered_month",
      NULL AS "orders.revenue",
      NULL AS "orders.count"
    FROM contacts AS contacts
    LEFT JOIN (
      SELECT DISTINCT
        orders.contact_id AS key_contact_id,
        orders.subaccount_id AS key_subaccount_id,
        CAST(DATE_TRUNC('MONTH', CAST(orders.ordered_at AS DATE)) AS DATE) AS "orders.ordered_month"
      FROM orders AS orders
      WHERE
        orders.subaccount_id IN ($p1, $p2)
    ) AS by_orders
      ON contacts.id = by_orders.key_contact_id
      AND contacts.subaccount_id = by_orders.key_subaccount_id
    WHERE
      contacts.subaccount_id IN ($p1, $p2)
    GROUP BY
      1
  ) AS parts
  GROUP BY
    1
)
SELECT
  "orders.ordered_month",
  "orders.revenue" AS "orders.revenue",
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
