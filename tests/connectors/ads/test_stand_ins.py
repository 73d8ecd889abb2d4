"""The stand-ins refuse what the vendors' own packages do not know, so that our calls cannot be made up."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from net.asking import ask
from net.timed import Deadline
from tests.connectors.ads.conftest import Site
from tests.servers.platforms.gaql import BadQuery, parsed
from tests.servers.platforms.meta import KINDS
from tests.servers.platforms.serving import Platform

BASE = Path(__file__).resolve().parents[3]


def asked(stub: Platform, method: str, path: str, body: bytes | None = None, **headers: str) -> Any:
    sent = {"Authorization": f"Bearer {stub.token}", "Access-Token": stub.token, **headers}
    sent |= {"Content-Length": str(len(body))} if body is not None else {}
    answer = ask(method, f"{stub.url}/{path}", sent, body, allowed=stub.allowed, within=Deadline(5))
    return json.loads(answer.body)


@pytest.mark.parametrize("fields", ["reach", "id,effective_state", "learning_stage_info", "adset{budget}"])
def test_meta_knows_no_made_up_field(on_meta: Site, fields: str) -> None:
    told = asked(on_meta.stub, "GET", f"v26.0/{on_meta.ad.id}?{urlencode({'fields': fields})}")
    assert "nonexisting field" in told["error"]["message"]


@pytest.mark.parametrize(
    "form",
    [
        {"status": "STOPPED"},
        {"status": "paused"},
        {"daily_budget": "50.00"},
        {"daily_budget": "-1"},
        {"state": "PAUSED"},
        {"status": "PAUSED", "execution_options": '["dry_run"]'},
    ],
)
def test_meta_takes_no_made_up_parameter(on_meta: Site, form: dict[str, str]) -> None:
    told = asked(on_meta.stub, "POST", f"v26.0/{on_meta.group.id}", urlencode(form).encode())
    assert "Param" in told["error"]["message"] and on_meta.stub.changes == []


def test_meta_takes_no_budget_for_an_ad(on_meta: Site) -> None:
    told = asked(on_meta.stub, "POST", f"v26.0/{on_meta.ad.id}", b"daily_budget=5000")
    assert "not known to a ad" in told["error"]["message"]


def test_every_state_that_meta_knows_is_read() -> None:
    from connectors.meta_ads.mapping import _RUNS

    known = {value for kind in KINDS.values() for name, value in vars(kind.EffectiveStatus).items() if name[0] != "_"}
    assert known == set(_RUNS)


@pytest.mark.parametrize(
    ("query", "error"),
    [
        ("SELECT campaign.state FROM campaign", "UNRECOGNIZED_FIELD"),
        ("SELECT campaign.id FROM campaign WHERE campaign.status = 'ACTIVE'", "BAD_ENUM_CONSTANT"),
        ("SELECT ad_group.id FROM campaign", "PROHIBITED_RESOURCE_TYPE_IN_SELECT_CLAUSE"),
        ("SELECT campaign.id FROM campaigns", "PROHIBITED_RESOURCE_TYPE_IN_SELECT_CLAUSE"),
        ("SELECT FROM campaign", "QUERY_INVALID"),
        ("SELECT campaign.id FROM campaign WHERE campaign.id LIKE '1'", "BAD_VALUE"),
    ],
)
def test_google_knows_no_made_up_query(query: str, error: str) -> None:
    with pytest.raises(BadQuery) as caught:
        parsed(query)
    assert caught.value.name == error


@pytest.mark.parametrize(
    ("mask", "update"),
    [
        ("status", {"status": "STOPPED"}),
        ("status", {"state": "PAUSED"}),
        ("status", {"status": "PAUSED", "id": "no number"}),
        ("amount_micros", {"status": "PAUSED"}),
    ],
)
def test_google_takes_no_made_up_change(on_google: Site, mask: str, update: dict[str, str]) -> None:
    name = f"customers/{on_google.stub.account}/campaigns/{on_google.campaign.id}"
    body = {"operations": [{"updateMask": mask, "update": {"resourceName": name, **update}}]}
    path = f"v26/customers/{on_google.stub.account}/campaigns:mutate"
    developer = {"developer-token": "a-developer-token"}
    told = asked(on_google.stub, "POST", path, json.dumps(body).encode(), **developer)
    assert told["error"]["status"] == "INVALID_ARGUMENT" and on_google.stub.changes == []


def test_every_state_that_google_knows_is_read() -> None:
    from google.ads.googleads.v26.resources.types.ad_group import AdGroup
    from google.ads.googleads.v26.resources.types.ad_group_ad import AdGroupAd
    from google.ads.googleads.v26.resources.types.campaign import Campaign

    from connectors.google_ads.mapping import _RUNS

    kinds = [each.pb().DESCRIPTOR.fields_by_name["primary_status"] for each in (Campaign, AdGroup, AdGroupAd)]
    known = {value.name for kind in kinds for value in kind.enum_type.values} - {"UNSPECIFIED", "UNKNOWN"}
    assert known == set(_RUNS)


@pytest.mark.parametrize(
    "body",
    [
        {"operation_status": "PAUSED"},
        {"operation_status": None},
        {"operation_status": "DISABLE", "reason": "tired"},
        {"operation_status": "DISABLE", "ad_ids": "12"},
        {"operation_status": "DISABLE", "ad_ids": [12]},
    ],
)
def test_tiktok_takes_no_made_up_change(on_tiktok: Site, body: dict[str, Any]) -> None:
    sent = {"advertiser_id": on_tiktok.stub.account, "ad_ids": [on_tiktok.ad.id], **body}
    told = asked(on_tiktok.stub, "POST", "open_api/v1.3/ad/status/update/", json.dumps(sent).encode())
    assert told["code"] == 40002 and on_tiktok.stub.changes == []


@pytest.mark.parametrize(
    "query",
    [{"filter": "{}"}, {"filtering": '{"ids": ["1"]}'}, {"filtering": '{"ad_ids": "1"}'}, {"fields": '["reach"]'}],
)
def test_tiktok_knows_no_made_up_query(on_tiktok: Site, query: dict[str, str]) -> None:
    whole = {"advertiser_id": on_tiktok.stub.account, "filtering": json.dumps({"ad_ids": [on_tiktok.ad.id]})}
    whole |= {"fields": '["ad_id"]', **query}
    told = asked(on_tiktok.stub, "GET", f"open_api/v1.3/ad/get/?{urlencode(whole)}")
    assert told["code"] == 40002


def test_tiktok_takes_twenty_ids_at_most(on_tiktok: Site) -> None:
    ids = [on_tiktok.stub.add(on_tiktok.ad.level, on_tiktok.group).id for _ in range(21)]
    sent = {"advertiser_id": on_tiktok.stub.account, "ad_ids": ids, "operation_status": "DISABLE"}
    told = asked(on_tiktok.stub, "POST", "open_api/v1.3/ad/status/update/", json.dumps(sent).encode())
    assert told["code"] == 40002


def test_the_vendors_packages_are_for_the_stand_ins_alone() -> None:
    pattern = r"^\s*(from|import) (facebook_business|google\.ads|business_api_client)"
    grep = ["git", "grep", "-lE", pattern, "--", "*.py"]
    found = subprocess.run(grep, cwd=BASE, capture_output=True, text=True, check=True)
    ours = {"tests/connectors/ads/test_stand_ins.py"}
    assert {name for name in found.stdout.split() if not name.startswith("tests/servers/platforms/")} <= ours


def test_metas_own_client_is_at_home_at_the_stand_in(on_meta: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    from facebook_business.adobjects.ad import Ad
    from facebook_business.api import FacebookAdsApi
    from facebook_business.session import FacebookSession

    monkeypatch.setattr(FacebookSession, "GRAPH", on_meta.stub.url)
    api = FacebookAdsApi(FacebookSession(access_token=on_meta.stub.token))
    Ad(on_meta.ad.id, api=api).api_update(params={"status": "PAUSED"})
    found = Ad(on_meta.ad.id, api=api).api_get(fields=["status", "effective_status", "name"])
    assert (found["status"], found["effective_status"], on_meta.ad.on) == ("PAUSED", "PAUSED", False)


def test_tiktoks_own_client_is_at_home_at_the_stand_in(on_tiktok: Site) -> None:
    import business_api_client as sdk

    settings = sdk.Configuration()
    settings.host = on_tiktok.stub.url
    api = sdk.AdApi(sdk.ApiClient(settings))
    body = sdk.AdStatusUpdateBody(
        advertiser_id=on_tiktok.stub.account, ad_ids=[on_tiktok.ad.id], operation_status="DISABLE"
    )
    api.ad_status_update(on_tiktok.stub.token, body=body)
    assert not on_tiktok.ad.on
