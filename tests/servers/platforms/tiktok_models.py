"""Calls and models of TikTok's own package. It takes a second to import, so who needs it imports it late."""

from __future__ import annotations

from typing import Any

import business_api_client as sdk
from business_api_client.api import account_management_api, ad_api, adgroup_api, campaign_creation_api

READS: dict[str, tuple[Any, Any]] = {  # path: the package's own call, and its model of the filter
    "campaign/get/": (campaign_creation_api.CampaignCreationApi.campaign_get_with_http_info, sdk.FilteringCampaignGet),
    "adgroup/get/": (adgroup_api.AdgroupApi.adgroup_get_with_http_info, sdk.FilteringAdgroupGet),
    "ad/get/": (ad_api.AdApi.ad_get_with_http_info, sdk.FilteringAdGet),
    "advertiser/info/": (account_management_api.AccountManagementApi.advertiser_info_with_http_info, None),
}
WRITES: dict[str, Any] = {
    "campaign/status/update/": sdk.CampaignStatusUpdateBody,
    "adgroup/status/update/": sdk.AdgroupStatusUpdateBody,
    "ad/status/update/": sdk.AdStatusUpdateBody,
    "campaign/update/": sdk.CampaignUpdateBody,
    "adgroup/update/": sdk.AdgroupUpdateBody,
}
