WITH groups AS (
  SELECT
    by_order_items."products.category" AS "products.category",
    COUNT(*) AS "orders.count"
  FROM orders
  LEFT JOIN (
    SELECT DISTINCT
      order_items.order_id AS key_order_id,
      order_items.subaccount_id AS key_subaccount_id,
      products.category AS "products.category"
    FROM order_items
    LEFT JOIN products
      ON order_items.product_id = products.id
      AND order_items.subaccount_id = products.subaccount_id
      AND products.subaccount_id IN ($p1, $p2)
    WHERE
      order_items.subaccount_id IN ($p1, $p2)
      AND (
        products.brand IS NULL OR NOT LOWER(products.brand) IN (LOWER($p3))
      )
  ) AS by_order_items
    ON orders.id = by_order_items.key_order_id
    AND orders.subaccount_id = by_order_items.key_subaccount_id
  WHERE
    orders.subaccount_id IN ($p1, $p2)
    AND (
      NOT by_order_items.key_order_id IS NULL
      OR NOT EXISTS(
        SELECT
          1
        FROM order_items
        WHERE
          order_items.subaccount_id IN ($p1, $p2)
          AND orders.id = order_items.order_id
          AND orders.subaccount_id = order_items.subaccount_id
      )
    )
  GROUP BY
    1
)
SELECT
  "products.category",
  "orders.count",
  COUNT(*) OVER () AS "#rows"
FROM groups
ORDER BY
  "orders.count" DESC,
  "products.category" ASC
LIMIT 500
-- $p1 = 3
-- $p2 = 4
-- $p3 = 'Acme'
