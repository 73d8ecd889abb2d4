WITH groups AS (
  SELECT
    "contacts.first_order_month",
    "orders.months_since_first_order",
    COALESCE(MAX("orders.customers"), 0) AS "orders.customers"
  FROM (
    SELECT
      CAST(DATE_TRUNC('MONTH', CAST(customer_facts.first_ordered_at AS DATE)) AS DATE) AS "contacts.first_order_month",
      DATE_DIFF(
        'MONTH',
        CAST(order_facts.first_ordered_at AS TIMESTAMP),
        CAST(order_facts.ordered_at AS TIMESTAMP)
      ) AS "orders.months_since_first_order",
      COUNT(DISTINCT orders.contact_id) AS "orders.customers"
    FROM orders
    LEFT JOIN contacts
      ON orders.contact_id = contacts.id
      AND orders.subaccount_id = contacts.subaccount_id
      AND contacts.subaccount_id IN ($p1, $p2)
    LEFT JOIN (
      SELECT
        subaccount_id,
        id AS order_id,
        ordered_at,
        ROW_NUMBER() OVER (PARTITION BY subaccount_id, contact_id ORDER BY ordered_at, id) AS order_number,
        MIN(ordered_at) OVER (PARTITION BY subaccount_id, contact_id) AS first_ordered_at,
        LAG(ordered_at) OVER (PARTITION BY subaccount_id, contact_id ORDER BY ordered_at, id) AS previous_ordered_at
      FROM (
        SELECT
          *
        FROM orders
        WHERE
          orders.subaccount_id IN ($p1, $p2)
      ) AS orders
      WHERE
        NOT contact_id IS NULL
    ) AS order_facts
      ON orders.id = order_facts.order_id
      AND orders.subaccount_id = order_facts.subaccount_id
      AND order_facts.subaccount_id IN ($p1, $p2)
    LEFT JOIN (
      SELECT
        subaccount_id,
        contact_id,
        MIN(ordered_at) AS first_ordered_at,
        MAX(ordered_at) AS last_ordered_at,
        COUNT(*) AS orders,
        SUM(total) AS revenue
      FROM (
        SELECT
          *
        FROM orders
        WHERE
          orders.subaccount_id IN ($p1, $p2)
      ) AS orders
      WHERE
        NOT contact_id IS NULL
      GROUP BY
        subaccount_id,
        contact_id
    ) AS customer_facts
      ON contacts.id = customer_facts.contact_id
      AND contacts.subaccount_id = customer_facts.subaccount_id
      AND customer_facts.subaccount_id IN ($p1, $p2)
    WHERE
      orders.subaccount_id IN ($p1, $p2)
    GROUP BY
      1,
      2
    UNION ALL
    SELECT
      CAST(DATE_TRUNC('MONTH', CAST(customer_facts.first_ordered_at AS DATE)) AS DATE) AS "contacts.first_order_month",
      by_orders."orders.months_since_first_order" AS "orders.months_since_first_order",
      NULL AS "orders.customers"
    FROM contacts
    LEFT JOIN (
      SELECT
        subaccount_id,
        contact_id,
        MIN(ordered_at) AS first_ordered_at,
        MAX(ordered_at) AS last_ordered_at,
        COUNT(*) AS orders,
        SUM(total) AS revenue
      FROM (
        SELECT
          *
        FROM orders
        WHERE
          orders.subaccount_id IN ($p1, $p2)
      ) AS orders
      WHERE
        NOT contact_id IS NULL
      GROUP BY
        subaccount_id,
        contact_id
    ) AS customer_facts
      ON contacts.id = customer_facts.contact_id
      AND contacts.subaccount_id = customer_facts.subaccount_id
      AND customer_facts.subaccount_id IN ($p1, $p2)
    LEFT JOIN (
      SELECT DISTINCT
        orders.contact_id AS key_contact_id,
        orders.subaccount_id AS key_subaccount_id,
        DATE_DIFF(
          'MONTH',
          CAST(order_facts.first_ordered_at AS TIMESTAMP),
          CAST(order_facts.ordered_at AS TIMESTAMP)
        ) AS "orders.months_since_first_order"
      FROM orders
      LEFT JOIN (
        SELECT
          subaccount_id,
          id AS order_id,
          ordered_at,
          ROW_NUMBER() OVER (PARTITION BY subaccount_id, contact_id ORDER BY ordered_at, id) AS order_number,
          MIN(ordered_at) OVER (PARTITION BY subaccount_id, contact_id) AS first_ordered_at,
          LAG(ordered_at) OVER (PARTITION BY subaccount_id, contact_id ORDER BY ordered_at, id) AS previous_ordered_at
        FROM (
          SELECT
            *
          FROM orders
          WHERE
            orders.subaccount_id IN ($p1, $p2)
        ) AS orders
        WHERE
          NOT contact_id IS NULL
      ) AS order_facts
        ON orders.id = order_facts.order_id
        AND orders.subaccount_id = order_facts.subaccount_id
        AND order_facts.subaccount_id IN ($p1, $p2)
      WHERE
        orders.subaccount_id IN ($p1, $p2)
    ) AS by_orders
      ON contacts.id = by_orders.key_contact_id
      AND contacts.subaccount_id = by_orders.key_subaccount_id
    WHERE
      contacts.subaccount_id IN ($p1, $p2)
    GROUP BY
      1,
      2
  ) AS parts
  GROUP BY
    1,
    2
), cells AS (
  SELECT
    "contacts.first_order_month",
    "orders.months_since_first_order",
    "orders.customers"
  FROM groups
), keyed AS (
  SELECT
    cells.*
  FROM cells
), ranked AS (
  SELECT
    *,
    DENSE_RANK() OVER (ORDER BY "contacts.first_order_month" DESC) AS "#row_rank",
    DENSE_RANK() OVER (ORDER BY "orders.months_since_first_order" ASC) AS "#column_rank"
  FROM keyed
)
SELECT
  *
FROM (
  SELECT
    *,
    MAX("#row_rank") OVER () AS "#rows",
    MAX("#column_rank") OVER () AS "#columns",
    MIN("#column_rank") OVER (PARTITION BY "#row_rank") AS "#first"
  FROM ranked
) AS counted
WHERE
  (
    "#column_rank" <= 50 OR "#column_rank" = "#first"
  ) AND "#row_rank" <= 500
ORDER BY
  "#row_rank" ASC,
  "#column_rank" ASC
-- $p1 = 3
-- $p2 = 4
