WITH groups AS (
  SELECT
    "contacts.country",
    MAX("orders.revenue") AS "orders.revenue"
  FROM (
    SELECT
      contacts.country AS "contacts.country",
      SUM(orders.total) AS "orders.revenue"
    FROM orders
    LEFT JOIN contacts
      ON orders.contact_id = contacts.id
      AND orders.subaccount_id = contacts.subaccount_id
      AND contacts.subaccount_id IN ($p1, $p2)
    WHERE
      orders.subaccount_id IN ($p1, $p2)
    GROUP BY
      1
    UNION ALL
    SELECT
      contacts.country AS "contacts.country",
      NULL AS "orders.revenue"
    FROM contacts
    WHERE
      contacts.subaccount_id IN ($p1, $p2)
    GROUP BY
      1
  ) AS parts
  GROUP BY
    1
)
SELECT
  "contacts.country",
  "orders.revenue",
  COUNT(*) OVER () AS "#rows"
FROM groups
WHERE
  NOT "orders.revenue" IS NULL AND "orders.revenue" > $p3
ORDER BY
  "orders.revenue" DESC,
  "contacts.country" ASC
LIMIT 500
-- $p1 = 3
-- $p2 = 4
-- $p3 = 1000
