"""What was sent to people, by which campaign, template or automation, and what came of it."""

from __future__ import annotations

from django.db import models

from cdp.models.base import Sourced, currency, money, natural_key, reference, word


class Campaign(Sourced):
    """One sending to many: an e-mail or SMS campaign, or a letter."""

    channel = word()  # email, sms, mail
    type = word()
    name = word()
    subject = word()
    sender = word()
    language = word()
    tag = word()
    status = word()
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)  # the last instant that counts as the campaign's

    class Meta:
        db_table = "cdp_campaign"
        constraints = [natural_key("campaign")]


class Template(Sourced):
    """A reusable message, mostly transactional."""

    channel = word()
    name = word()
    subject = word()
    language = word()
    tag = word()
    created_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "cdp_template"
        constraints = [natural_key("template")]


class Automation(Sourced):
    """A scenario: contacts enter, go through steps and leave."""

    name = word()
    status = word()
    created_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "cdp_automation"
        constraints = [natural_key("automation")]


class AutomationStep(Sourced):
    """One step of a scenario."""

    automation_id = reference()
    position = models.IntegerField(null=True, blank=True)
    name = word()
    kind = word()  # send, wait, condition, exit
    template_id = reference()

    class Meta:
        db_table = "cdp_automation_step"
        constraints = [natural_key("automation_step")]


class AutomationEntry(Sourced):
    """One passage of a contact through a scenario."""

    automation_id = reference()
    contact_id = reference()
    entered_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)
    outcome = word()  # finished, left, error

    class Meta:
        db_table = "cdp_automation_entry"
        constraints = [natural_key("automation_entry")]


class MessageEvent(Sourced):
    """One thing that happened to one message. Names, addresses and phones stay out of this table.

    ``kind``: sent, delivered, deferred, soft_bounce, hard_bounce, blocked, open, click, unsubscribe, complaint,
    reply, conversion. ``machine`` says that an open or click was made by a privacy proxy or a bot.
    """

    channel = models.CharField(max_length=10)  # email, sms, mail
    stream = models.CharField(max_length=13)  # marketing, transactional, automation
    kind = models.CharField(max_length=11)
    occurred_at = models.DateTimeField(null=True, blank=True)  # null: the source names no time
    contact_id = reference()
    campaign_id = reference()
    template_id = reference()
    automation_id = reference()
    step_id = reference()
    message_id = word()  # one message of one recipient: ties an open to its sending
    mailbox_domain = word()
    sender = word()
    sending_ip = word()
    ip_pool = word()  # dedicated, shared
    machine = word()  # proxy, bot; null: a person
    url = word()
    reason = word()
    cost = money()
    currency = currency()

    class Meta:
        db_table = "cdp_message_event"
        constraints = [natural_key("message_event")]
