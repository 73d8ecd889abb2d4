WITH groups AS (
  SELECT
    COUNT(*) AS "contacts.count"
  FROM contacts
  WHERE
    contacts.subaccount_id IN ($p1, $p2)
    AND (
      EXISTS(
        SELECT
          1
        FROM orders
        WHERE
          orders.subaccount_id IN ($p1, $p2)
          AND contacts.id = orders.contact_id
          AND contacts.subaccount_id = orders.subaccount_id
          AND (
            orders.status IS NULL OR NOT LOWER(orders.status) IN (LOWER($p3))
          )
      )
      OR NOT EXISTS(
        SELECT
          1
        FROM orders
        WHERE
          orders.subaccount_id IN ($p1, $p2)
          AND contacts.id = orders.contact_id
          AND contacts.subaccount_id = orders.subaccount_id
      )
    )
)
SELECT
  "contacts.count",
  COUNT(*) OVER () AS "#rows"
FROM groups
ORDER BY
  "contacts.count" DESC
LIMIT 500
-- $p1 = 3
-- $p2 = 4
-- $p3 = 'cancelled'
