"""Rule files: what the ten hold, and what becomes of one that is wrong."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from alerts.playbook.days import FIELDS, Level
from alerts.playbook.rule_files import read
from alerts.playbook.rules import FOLDER, ORDER, PRESETS, BadRule, load, playbook
from alerts.playbook.signals import SIGNALS

GOOD = (FOLDER / "frequency.yaml").read_text()


def broken(old: str, new: str) -> str:
    """What is said of the frequency rule with one thing changed."""
    assert old in GOOD
    with pytest.raises(BadRule) as error:
        read("frequency", GOOD.replace(old, new, 1))
    return str(error.value)


def test_there_are_ten_rules_in_the_order_of_the_playbook() -> None:
    assert tuple(playbook()) == ORDER == tuple(SIGNALS)
    assert {path.stem for path in FOLDER.glob("*.yaml")} == set(ORDER)


@pytest.mark.parametrize("name", ORDER)
def test_each_threshold_names_its_source_and_has_three_presets(name: str) -> None:
    for threshold in playbook()[name].thresholds.values():
        assert set(threshold.presets) == set(PRESETS)
        assert len(threshold.source) > 3


@pytest.mark.parametrize("name", ORDER)
def test_each_rule_names_fields_that_ad_days_have(name: str) -> None:
    assert set(playbook()[name].fields) <= FIELDS


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("title:", "titel: x\ntitle:", "frequency.yaml: titel: this key is not known. Did you mean 'title'?"),
        ("title: High frequency\n", "", "frequency.yaml: title: it is missing. Add it."),
        ("balanced: 2.0", "balanced: two", "thresholds.highest_frequency.balanced: 'two' is not a number."),
        ("balanced: 2.0", 'balanced: "2.0"', "'2.0' is not a number. Write a number from 1 to 50."),
        ("balanced: 2.0", "balanced: .inf", "inf is not a number."),
        ("balanced: 2.0", "balanced: .nan", "nan is not a number."),
        ("balanced: 2.0", "balanced: true", "True is not a number."),
        ("balanced: 2.0", "balanced: 0.5", "0.5 is out of range. Write a number from 1 to 50."),
        ("balanced: 2.0", "balanced: ~", "None is not a number."),
        ("allowed: [1, 50]", "allowed: [50, 1]", "thresholds.highest_frequency.allowed: [50, 1] is not a range."),
        ("allowed: [1, 50]", "allowed: 7", "7 is not a list."),
        ("balanced: hold", "balanced: maybe", "'maybe' is not a choice. Choose one of: hold, daily."),
        ("fields: [impressions, reach]", "fields: [impressions, raech]", "no field 'raech' (any more). Did you mean"),
        ("fields: [impressions, reach]", "fields: [[]]", "no field [] (any more)."),
        ("levels: [campaign, ad_set, ad]", "levels: [shop]", "levels: 'shop' is not known."),
        ("levels: [campaign, ad_set, ad]", "levels: []", "levels: each is named once, at least one."),
        ("platforms: [meta, google, tiktok]", "platforms: [meta, meta]", "each is named once"),
        ("ad: 7}", "ad: 0}", "window.ad: 0 is not a window. Write 1 to 90 days."),
        ("ad: 7}", "ad: 7.5}", "window.ad: 7.5 is not a window."),
        ("ad: 7}", "ad: 7, shop: 7}", "window.shop: this key is not known."),
        ("leading: true", "leading: 1", "checks.high.leading: 1 is neither true nor false."),
        ("leading: true, ", "", "checks: no test answers the main question."),
        ("renew, cut_budget", "renew, shout", "checks.high.do: 'shout' is not known."),
        ("version: 1", "version: 0", "version: 0 is not a version."),
        ("rule: frequency", "rule: ctr", "rule: 'ctr' is not the rule of this file."),
        ("version: 1", "version: 1\nversion: 2", "'version' stands there twice; keep one."),
        ("version: 1", "version: &a 1\ntitle2: *a", "an alias (*) is not taken"),
        ("version: 1", "version: [", "this is not YAML"),
        ("version: 1", "version: !!python/object:os.system {}", "this is not YAML"),
        ("version: 1", "version: 2026-13-45", "a value cannot be read"),
        ("version: 1", "? [a]\n: 1\nversion: 1", "this is not YAML"),
        ("title: High frequency", "title: 7", "title: 7 is not a text."),
        ("thresholds:", "thresholds: {}\nrest:", "is not known"),
    ],
)
def test_a_wrong_rule_names_file_key_fault_and_remedy(old: str, new: str, said: str) -> None:
    assert said in broken(old, new)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "~",
        "[]",
        "7",
        "- a",
        "\x00",
        "a: " + "[" * 5000,
        "x" * 70_000,
        "rule: {a: 1}",
        "!!binary a",
        "{}: {}",
        "rule: frequency",
    ],
)
def test_whatever_the_text_is_it_is_refused_with_its_file(text: str) -> None:
    with pytest.raises(BadRule, match=r"^frequency\.yaml: "):
        read("frequency", text)


def test_a_preset_may_be_chosen_and_a_threshold_set() -> None:
    rule = playbook()["frequency"].choose("strict", {"fewest_impressions": 300})
    assert (rule.number("highest_frequency"), rule.number("fewest_impressions")) == (Decimal("1.75"), 300)


@pytest.mark.parametrize(
    ("preset", "own", "said"),
    [
        ("harsh", {}, "preset: there is no preset 'harsh'. Choose strict, balanced, lenient."),
        ("strict", {"old_threshold": 3}, "old_threshold: there is no such threshold. Use one of: highest_frequency"),
        ("strict", {"highest_frequncy": 3}, "Did you mean 'highest_frequency'?"),
        ("strict", {"highest_frequency": "much"}, "'much' is not a number."),
        ("strict", {"highest_frequency": float("nan")}, "nan is not a number."),
        ("strict", {"highest_frequency": 10**400}, "is out of range."),
        ("strict", {"highest_frequency": None}, "None is not a number."),
        ("strict", {"unknown_reach": ["hold"]}, "['hold'] is not a choice."),
    ],
)
def test_a_wrong_choice_is_refused(preset: str, own: dict[str, object], said: str) -> None:
    with pytest.raises(BadRule) as error:
        playbook()["frequency"].choose(preset, own)
    assert said in str(error.value)


def test_days_are_whole() -> None:
    with pytest.raises(BadRule, match=r"no_result_days: 2\.5 is not a whole number of days"):
        playbook()["weak_results"].choose("strict", {"no_result_days": 2.5})


def test_a_sites_own_folder_replaces_a_rule(tmp_path: Path) -> None:
    (tmp_path / "frequency.yaml").write_text(GOOD.replace("balanced: 2.0", "balanced: 3").replace("ad: 7}", "ad: 5}"))
    rules = load(tmp_path)
    assert tuple(rules) == ORDER
    chosen = rules["frequency"].choose()
    assert (chosen.number("highest_frequency"), chosen.window(Level.AD)) == (3, 5)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("highest_frequency:", "some_frequency:", "thresholds.some_frequency: this key is not known."),
        ("high: {", "higher: {", "checks.higher: this key is not known."),
        ("unit: times", "unit: percent", "its unit or its choices are others. Keep the unit 'times'."),
        ("choices: [hold, daily]", "choices: [hold, other]", "Keep the unit 'choice' and choices hold, daily."),
    ],
)
def test_a_sites_own_rule_keeps_tests_and_thresholds(tmp_path: Path, old: str, new: str, said: str) -> None:
    (tmp_path / "frequency.yaml").write_text(GOOD.replace(old, new, 1))
    with pytest.raises(BadRule) as error:
        load(tmp_path)
    assert said in str(error.value)


def test_a_site_cannot_add_a_rule_that_no_signal_knows(tmp_path: Path) -> None:
    (tmp_path / "mood.yaml").write_text(GOOD.replace("rule: frequency", "rule: mood"))
    with pytest.raises(BadRule, match=r"^mood\.yaml: rule: 'mood'"):
        load(tmp_path)


def test_a_file_that_is_not_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "ctr.yaml").write_bytes(b"\xff\xfe\x00rule")
    with pytest.raises(BadRule, match=r"^ctr\.yaml: "):
        load(tmp_path)
