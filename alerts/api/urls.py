"""The addresses of alerts under ``/api/v1/``."""

from __future__ import annotations

from django.urls import path

from alerts.api import acts, ads, ads_calendars, ads_decisions, ads_limits, alerts, follows

ONE = "alerts/<int:number>"
AD = "ads/<slug:level>/<int:number>"
DECISION = "ads/decisions/<int:number>"

urlpatterns = [
    path("alerts", alerts.AlertList.as_view(), name="api_alerts"),
    path("alerts/backtest", acts.AlertBacktest.as_view(), name="api_alert_backtest"),
    path(ONE, alerts.AlertDetail.as_view(), name="api_alert"),
    path(f"{ONE}/pause", acts.AlertPause.as_view(), name="api_alert_pause"),
    path(f"{ONE}/resume", acts.AlertResume.as_view(), name="api_alert_resume"),
    path(f"{ONE}/answers", acts.AlertAnswers.as_view(), name="api_alert_answers"),
    path(f"{ONE}/checks", acts.AlertChecks.as_view(), name="api_alert_checks"),
    path(f"{ONE}/follow", follows.AlertFollow.as_view(), name="api_alert_follow"),
    path(f"{ONE}/report", follows.AlertReport.as_view(), name="api_alert_report"),
    path("ads", ads.AdList.as_view(), name="api_ads"),
    path("ads/decisions", ads_decisions.AdDecisions.as_view(), name="api_ad_decisions"),
    path(f"{DECISION}/undo", ads_decisions.AdDecisionUndo.as_view(), name="api_ad_decision_undo"),
    path(f"{DECISION}/approve", ads_decisions.AdDecisionApprove.as_view(), name="api_ad_decision_approve"),
    path(f"{DECISION}/decline", ads_decisions.AdDecisionDecline.as_view(), name="api_ad_decision_decline"),
    path("ads/limits", ads_limits.AdLimits.as_view(), name="api_ad_limits"),
    path("ads/kill-switch", ads_limits.AdKillSwitch.as_view(), name="api_ad_kill_switch"),
    path("ads/protections", ads_limits.AdProtections.as_view(), name="api_ad_protections"),
    path("ads/calendars", ads_calendars.AdCalendars.as_view(), name="api_ad_calendars"),
    path("ads/calendars/<int:number>", ads_calendars.AdCalendarDetail.as_view(), name="api_ad_calendar"),
    path(AD, ads.AdDetail.as_view(), name="api_ad"),
    path(f"{AD}/standing", ads.AdStanding.as_view(), name="api_ad_standing"),
    path(f"{AD}/pause", ads.AdPause.as_view(), name="api_ad_pause"),
    path(f"{AD}/resume", ads.AdResume.as_view(), name="api_ad_resume"),
    path(f"{AD}/budget", ads.AdDailyBudget.as_view(), name="api_ad_budget"),
    path(f"{AD}/protection", ads_limits.AdProtection.as_view(), name="api_ad_protection"),
]
