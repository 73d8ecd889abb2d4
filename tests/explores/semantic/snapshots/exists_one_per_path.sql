WITH groups AS (
  SELECT
    SUM(orders.total) AS "orders.revenue"
  FROM orders
  LEFT JOIN contacts
    ON orders.contact_id = contacts.id
    AND orders.subaccount_id = contacts.subaccount_id
    AND contacts.subaccount_id IN ($p1, $p2)
  WHERE
    orders.subaccount_id IN ($p1, $p2)
    AND (
      NOT orders.ordered_at IS NULL
      AND (
        orders.ordered_at >= $p3 AND orders.ordered_at < $p4
      )
    )
    AND orders.month >= $p5
    AND orders.month <= $p6
    AND EXISTS(
      SELECT
        1
      FROM message_events AS received
      LEFT JOIN campaigns
        ON received.campaign_id = campaigns.id
        AND received.subaccount_id = campaigns.subaccount_id
        AND campaigns.subaccount_id IN ($p1, $p2)
      WHERE
        received.subaccount_id IN ($p1, $p2)
        AND contacts.id = received.contact_id
        AND contacts.subaccount_id = received.subaccount_id
        AND NOT campaigns.name IS NULL
        AND LOWER(campaigns.name) IN (LOWER($p7))
        AND NOT received.kind IS NULL
        AND LOWER(received.kind) IN (LOWER($p8))
    )
)
SELECT
  "orders.revenue",
  COUNT(*) OVER () AS "#rows"
FROM groups
ORDER BY
  "orders.revenue" DESC
LIMIT 500
-- $p1 = 3
-- $p2 = 4
-- $p3 = datetime.datetime(2026, 3, 1, 0, 0)
-- $p4 = datetime.datetime(2026, 4, 1, 0, 0)
-- $p5 = '2026-03'
-- $p6 = '2026-04'
-- $p7 = 'Spring'
-- $p8 = 'sent'
