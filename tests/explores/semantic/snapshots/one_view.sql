WITH groups AS (
  SELECT
    ad_campaigns.channel AS "ad_campaigns.channel",
    SUM(ad_metrics.spend) AS "ad_metrics.spend",
    SUM(ad_metrics.clicks) AS "ad_metrics.clicks"
  FROM ad_metrics
  LEFT JOIN ad_campaigns
    ON ad_metrics.ad_campaign_id = ad_campaigns.id
    AND ad_metrics.subaccount_id = ad_campaigns.subaccount_id
    AND ad_campaigns.subaccount_id IN ($p1, $p2)
  WHERE
    ad_metrics.subaccount_id IN ($p1, $p2) AND ad_metrics.superseded_at IS NULL
  GROUP BY
    1
)
SELECT
  "ad_campaigns.channel",
  "ad_metrics.spend",
  (
    "ad_metrics.spend"
  ) / NULLIF("ad_metrics.clicks", 0) AS "ad_metrics.cpc",
  COUNT(*) OVER () AS "#rows"
FROM groups
ORDER BY
  "ad_metrics.spend" DESC,
  "ad_campaigns.channel" ASC
LIMIT 500
-- $p1 = 3
-- $p2 = 4
