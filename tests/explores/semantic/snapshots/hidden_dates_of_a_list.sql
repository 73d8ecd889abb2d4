WITH groups AS (
  SELECT
    CAST(DATE_TRUNC('WEEK', CAST(emails.occurred_at AS DATE)) AS DATE) AS "emails.occurred_week",
    COUNT(
      DISTINCT CASE
        WHEN NOT emails.kind IS NULL AND emails.kind IN ($p1)
        THEN COALESCE(
          emails.message_id,
          CONCAT(
            COALESCE(emails.campaign_id, emails.template_id, emails.step_id, 0),
            ':',
            emails.contact_id
          )
        )
      END
    ) AS "emails.unique_opens",
    COUNT(CASE WHEN NOT emails.kind IS NULL AND emails.kind IN ($p2) THEN 1 END) AS "emails.delivered"
  FROM message_events AS emails
  LEFT JOIN contacts
    ON emails.contact_id = contacts.id
    AND emails.subaccount_id = contacts.subaccount_id
    AND contacts.subaccount_id IN ($p3, $p4)
  WHERE
    emails.subaccount_id IN ($p3, $p4)
    AND emails.channel = 'email'
    AND emails.stream IN ('marketing', 'automation')
    AND (
      NOT emails.occurred_at IS NULL
      AND (
        emails.occurred_at >= $p5 AND emails.occurred_at < $p6
      )
    )
    AND emails.month >= $p7
    AND emails.month <= $p8
    AND EXISTS(
      SELECT
        1
      FROM list_members
      LEFT JOIN lists
        ON list_members.list_id = lists.id
        AND list_members.subaccount_id = lists.subaccount_id
        AND lists.subaccount_id IN ($p3, $p4)
      WHERE
        list_members.subaccount_id IN ($p3, $p4)
        AND contacts.id = list_members.contact_id
        AND contacts.subaccount_id = list_members.subaccount_id
        AND NOT lists.name IS NULL
        AND LOWER(lists.name) IN (LOWER($p9))
    )
  GROUP BY
    1
)
SELECT
  "emails.occurred_week",
  (
    "emails.unique_opens"
  ) / NULLIF("emails.delivered", 0) AS "emails.open_rate",
  COUNT(*) OVER () AS "#rows"
FROM groups
ORDER BY
  "emails.occurred_week" DESC
LIMIT 500
-- $p1 = 'open'
-- $p2 = 'delivered'
-- $p3 = 3
-- $p4 = 4
-- $p5 = datetime.datetime(2026, 10, 23, 0, 0)
-- $p6 = datetime.datetime(2026, 11, 22, 0, 0)
-- $p7 = '2026-10'
-- $p8 = '2026-11'
-- $p9 = 'VIP'
