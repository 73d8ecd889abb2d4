"""A change from the question to the proof."""

from __future__ import annotations

import threading

import pytest

from connectors.ads.carrying import carry_out
from connectors.ads.control import Pause, Resume
from connectors.ads.faults import Fault, Trouble
from connectors.ads.standing import Switch
from tests.connectors.ads.conftest import Site, client_of

QUICK = (0.0, 0.0, 0.0, 0.0)


def test_what_is_read_back_is_done(site: Site) -> None:
    carried = carry_out(site.client, site.ad.target, Pause(), waits=QUICK)
    assert carried.shown and carried.accepted and carried.after and carried.after.set is Switch.OFF


def test_a_late_effect_is_waited_for(site: Site) -> None:
    site.stub.delay = 2
    assert carry_out(site.client, site.ad.target, Pause(), waits=QUICK).shown


def test_an_effect_that_is_too_late_is_not_called_done(site: Site) -> None:
    site.stub.delay = 9
    carried = carry_out(site.client, site.ad.target, Pause(), waits=QUICK)
    assert not carried.shown and carried.accepted and carried.after and carried.after.set is Switch.ON


def test_a_lie_is_not_called_done(site: Site) -> None:
    site.stub.lies = True
    carried = carry_out(site.client, site.ad.target, Pause(), waits=QUICK)
    assert carried.accepted and not carried.shown and carried.problem is None


@pytest.mark.parametrize("trouble", ["drop_after", "drop"])
def test_a_broken_line_is_settled_by_reading_back(site: Site, trouble: str) -> None:
    site.stub.trouble, site.stub.on = trouble, "change"
    carried = carry_out(site.client, site.ad.target, Pause(), waits=QUICK)
    assert carried.accepted is None
    assert carried.shown is (trouble == "drop_after")


def test_a_platform_that_falls_silent_leaves_it_open(site: Site) -> None:
    site.client.account()
    carried = carry_out(site.client, site.ad.target, Pause(), waits=(0.0,), sleep=lambda _: breaking(site))
    assert carried.accepted and carried.after is None and not carried.shown
    assert carried.problem and carried.problem.trouble is Trouble.PLATFORM


def breaking(site: Site) -> None:
    site.stub.trouble = "broken"


def test_what_was_certainly_not_done_is_a_fault(site: Site) -> None:
    site.stub.trouble, site.stub.on = "throttled", "change"
    with pytest.raises(Fault):
        carry_out(site.client, site.ad.target, Pause(), waits=QUICK)
    assert site.ad.on


def test_two_people_at_once_each_learn_what_is_so(site: Site) -> None:
    told: dict[str, bool] = {}

    def act(name: str, change: Pause | Resume) -> None:
        told[name] = carry_out(client_of(site.stub), site.ad.target, change, waits=QUICK).shown

    people = [
        threading.Thread(target=act, args=("pause", Pause())),
        threading.Thread(target=act, args=("resume", Resume())),
    ]
    for each in people:
        each.start()
    for each in people:
        each.join()
    assert told["resume" if site.ad.on else "pause"]
