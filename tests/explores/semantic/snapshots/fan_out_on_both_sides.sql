WITH groups AS (
  SELECT
    "contacts.country",
    MAX("orders.revenue") AS "orders.revenue",
    COALESCE(MAX("received.clicks"), 0) AS "received.clicks"
  FROM (
    SELECT
      contacts.country AS "contacts.country",
      SUM(orders.total) AS "orders.revenue",
      NULL AS "received.clicks"
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
      NULL AS "orders.revenue",
      COUNT(CASE WHEN NOT received.kind IS NULL AND received.kind IN ($p3) THEN 1 END) AS "received.clicks"
    FROM message_events AS received
    LEFT JOIN contacts
      ON received.contact_id = contacts.id
      AND received.subaccount_id = contacts.subaccount_id
      AND contacts.subaccount_id IN ($p1, $p2)
    WHERE
      received.subaccount_id IN ($p1, $p2)
    GROUP BY
      1
    UNION ALL
    SELECT
      contacts.country AS "contacts.country",
      NULL AS "orders.revenue",
      NULL AS "received.clicks"
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
  "received.clicks",
  COUNT(*) OVER () AS "#rows"
FROM groups
ORDER BY
  "orders.revenue" DESC,
  "contacts.country" ASC
LIMIT 500
-- $p1 = 3
-- $p2 = 4
-- $p3 = 'click'
