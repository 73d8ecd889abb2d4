"""Ad accounts down to ads, and daily results kept as received."""

from __future__ import annotations

from django.db import models

from cdp.models.base import Mirrored, Sourced, currency, money, natural_key, reference, word


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
        indexes = [
            models.Index(fields=["source_id", "external_id"], name="ad_metric_versions"),  # restatements
            models.Index(fields=["source_id", "day"], name="ad_metric_days"),  # the last weeks of an account
            models.Index(fields=["ad_id", "day"], name="ad_metric_of_ad"),  # the first day of an ad
        ]


class AdAudience(Sourced):
    """People who were handed to a platform to be shown ads, or left out. ``size`` is what the platform says of it."""

    ad_account_id = reference()
    channel = word()
    name = word()
    size = models.BigIntegerField(null=True, blank=True)
    exported_at = models.DateTimeField(null=True, blank=True)  # last, if anybody says; its members say it too
    replaced_at = models.DateTimeField(null=True, blank=True)  # whoever was not exported since is no longer in it

    class Meta:
        db_table = "cdp_ad_audience"
        constraints = [natural_key("ad_audience")]


class AdAudienceMember(Mirrored):
    """A contact who was exported into an audience, as resolved then. In it while no later moment removed them."""

    audience_id = models.BigIntegerField()
    contact_id = models.BigIntegerField()
    exported_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "cdp_ad_audience_member"
        constraints = [models.UniqueConstraint(fields=["audience_id", "contact_id"], name="ad_audience_member_unique")]


class AdTarget(Sourced):
    """That an ad set, or a whole campaign, is shown to an audience, or keeps it out."""

    ad_set_id = reference()
    ad_campaign_id = reference()
    audience_id = reference()
    excluded = models.BooleanField(null=True, blank=True)  # null: it is shown to them
    ended_on = models.DateField(null=True, blank=True)  # the first day on which this holds no more

    class Meta:
        db_table = "cdp_ad_target"
        constraints = [natural_key("ad_target")]


class AdOverlap(Sourced):
    """The share (0 to 1) of an ad set's people whom another one has too, as the platform measured it."""

    ad_set_id = reference()
    other_id = reference()
    share = money()
    measured_on = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "cdp_ad_overlap"
        constraints = [natural_key("ad_overlap")]
