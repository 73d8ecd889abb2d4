"""The messages of Google's own package. It takes two seconds to import, so who needs it imports it late."""

from __future__ import annotations

from typing import Any

from google.ads.googleads.v26.services.types.ad_group_ad_service import MutateAdGroupAdsRequest
from google.ads.googleads.v26.services.types.ad_group_service import MutateAdGroupsRequest
from google.ads.googleads.v26.services.types.campaign_budget_service import MutateCampaignBudgetsRequest
from google.ads.googleads.v26.services.types.campaign_service import MutateCampaignsRequest
from google.ads.googleads.v26.services.types.google_ads_service import GoogleAdsRow, SearchGoogleAdsStreamRequest

ROW: Any = GoogleAdsRow.pb()
SEARCH: Any = SearchGoogleAdsStreamRequest.pb()
MUTATES: dict[str, Any] = {
    "campaigns": MutateCampaignsRequest.pb(),
    "adGroups": MutateAdGroupsRequest.pb(),
    "adGroupAds": MutateAdGroupAdsRequest.pb(),
    "campaignBudgets": MutateCampaignBudgetsRequest.pb(),
}
