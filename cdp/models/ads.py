"""Ad accounts down to ads, and daily results kept as received."""

from __future__ import annotations

from django.db import models

from cdp.models.base import Sourced, currency, money, natural_key, reference, word


class AdAccount(Sourced):
    """One account on one ad platform."""

    channel = word()  # facebook, google, tiktok …
    name = word()
    currency = currency()
    timezone = word()  # ad days are days of this zone and are never shifted

    class Meta:
        db_table = "cdp_ad_account"
        constraints = [natural_key("ad_account")]


class AdCampaign(Sourced):
    """A campaign on a platform. ``goal`` names the action that counts as its result."""

    ad_account_id = reference()
    channel = word()
    name = word()
    status = word()
    objective = word()
    goal = word()
    daily_budget = money()
    started_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "cdp_ad_campaign"
        constraints = [natural_key("ad_campaign")]


class AdSet(Sourced):
    """A group of ads with one audience and budget."""

    ad_campaign_id = reference()
    name = word()
    status = word()
    audience = word()
    audience_size = models.BigIntegerField(null=True, blank=True)
    daily_budget = money()

    class Meta:
        db_table = "cdp_ad_set"
        constraints = [natural_key("ad_set")]


class Ad(Sourced):
    """One ad with its creative."""

    ad_set_id = reference()
    ad_campaign_id = reference()
    name = word()
    status = word()
    creative = word()
    format = word()

    class Meta:
        db_table = "cdp_ad"
        constraints = [natural_key("ad")]


class AdMetric(Sourced):
    """One day of one ad (or of one slice of its audience) as the platform reported it at ``received_at``.

    A restatement never overwrites: the earlier row gets ``superseded_at`` and the new one stands beside it, so a
    rule can be replayed on what was known then. ``reach`` is of that day alone; it can't be added up.
    """

    ad_id = reference()
    ad_set_id = reference()
    ad_campaign_id = reference()
    ad_account_id = reference()
    day = models.DateField(null=True, blank=True)  # null: the file gives one figure for all time
    received_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True, blank=True)
    # The slice, where the report is broken down.
    age = word()
    gender = word()
    country = word()
    region = word()
    device = word()
    placement = word()
    keyword = word()
    impressions = models.BigIntegerField(null=True, blank=True)
    reach = models.BigIntegerField(null=True, blank=True)
    clicks = models.BigIntegerField(null=True, blank=True)
    spend = money()
    results = money()  # of the campaign's goal
    leads = money()
    add_to_carts = money()
    sign_ups = money()
    app_installs = money()
    purchases = money()
    purchase_value = money()
    comments = models.BigIntegerField(null=True, blank=True)
    negative_feedback = models.BigIntegerField(null=True, blank=True)
    quality_ranking = word()
    engagement_ranking = word()
    conversion_ranking = word()
    currency = currency()

    class Meta:
        db_table = "cdp_ad_metric"
        constraints = [
            models.UniqueConstraint(
                fields=["source_id", "external_id"],
                condition=models.Q(superseded_at__isnull=True),
                name="ad_metric_natural_key",
            )
        ]
        indexes = [models.Index(fields=["source_id", "external_id"], name="ad_metric_versions")]  # restatements
