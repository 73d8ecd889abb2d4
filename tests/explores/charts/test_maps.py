"""Countries are found by code and by name, points by their degrees; what is no place is named."""

from __future__ import annotations

import json

import pycountry
import pytest

from explores.charts import places
from explores.charts.maps import EUROPE
from tests.explores.answers import CHANNEL, COUNTRY, ORDERS, RATE, REVENUE, additive, answer
from tests.explores.charts.drawing import LATITUDE, LONGITUDE, drawn
from ui import assets, outlines


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("FR", "FRA"),
        ("fra", "FRA"),
        ("France", "FRA"),
        (" united   kingdom", "GBR"),
        ("UK", "GBR"),
        ("U.S.A.", "USA"),
        ("Côte d'Ivoire", "CIV"),
        ("Ivory Coast", "CIV"),
        ("Réunion", "REU"),
        ("Iran", "IRN"),
        ("South Korea", "KOR"),
        ("Türkiye", "TUR"),
        ("Turkey", "TUR"),
        ("Czech Republic", "CZE"),
        ("Virgin Islands", None),
        ("Atlantis", None),
        ("", None),
        ("∅", None),
    ],
)
def test_a_country_is_known_by_code_and_by_english_name(text: str, code: str | None) -> None:
    assert places.country(text) == code


def test_every_country_is_known_by_its_codes_and_its_name() -> None:
    for one in pycountry.countries:
        assert {places.country(one.alpha_2), places.country(one.alpha_3), places.country(one.name)} == {one.alpha_3}


@pytest.mark.parametrize("text", ["CA", "us-ca", "California"])
def test_a_state_is_known_by_code_and_by_name(text: str) -> None:
    assert places.state(text) == "CA" and places.name("CA") == "California"


def outlined(name: str, layer: str = "countries") -> set[str]:
    asset = next(asset for asset in assets.ASSETS if asset.url == f"vendor/plotly/outlines/{name}.json")
    return {shape["id"] for shape in json.loads(asset.path.read_text())["objects"][layer]["geometries"]}


def test_outlines_are_those_of_the_library_that_draws() -> None:
    assert outlines.drawing() == outlines.VERSION, "run python -m ui.outlines, then set VERSION"


def test_every_country_has_an_outline_or_a_dot() -> None:
    world = outlined("world_110m")
    assert {one.alpha_3 for one in pycountry.countries} <= world | set(places.SMALL)
    assert not world & set(places.SMALL)
    assert outlined("europe_50m") | {"SMR", "VAT"} >= EUROPE
    assert len(outlined("usa_110m", "subunits")) == 51


def test_a_map_shades_countries_by_the_figure() -> None:
    rows = [("FR", 5), ("Germany", 3), ("Atlantis", 9), (None, 1), ("ESP", None)]
    chart = drawn("map", answer((COUNTRY, ORDERS), rows))
    areas = chart.plot["data"][0]
    assert dict(zip(areas["locations"], areas["z"], strict=True)) == {"FRA": 5, "DEU": 3}
    assert chart.plot["layout"]["geo"]["scope"] == "europe"
    assert {"Not drawn, as no country is called so: Atlantis", "1 row without a country not drawn"} <= set(chart.notes)
    assert "1 country without a figure not drawn" in chart.notes
    assert "France is highest at 5" in chart.summary


def test_two_names_of_one_country_are_added_up_where_they_may_be() -> None:
    rows = [("FR", 5), ("France", 3), ("BR", 1)]
    summed = drawn("map", answer((COUNTRY, additive(ORDERS)), rows))
    assert summed.plot["data"][0]["z"] == [8, 1] and summed.plot["layout"]["geo"]["scope"] == "world"
    rated = drawn("map", answer((COUNTRY, RATE), [("FR", 0.5), ("France", 0.3)]))
    assert rated.plot["data"][0]["z"] == [0.5]
    assert any("left out, as they do not add up" in note for note in rated.notes)


def test_a_country_without_an_outline_is_a_dot_in_the_same_shades() -> None:
    areas, dots = drawn("map", answer((COUNTRY, ORDERS), [("SG", 5), ("BR", 1)])).plot["data"]
    assert (areas["locations"], areas["zmin"], areas["zmax"]) == (["BRA"], 1, 5)
    assert (dots["marker"]["color"], dots["marker"]["cmin"], dots["marker"]["cmax"]) == ([5], 1, 5)


def test_states_of_the_usa_are_told_by_their_names() -> None:
    plot = drawn("map", answer((CHANNEL, ORDERS), [("California", 5), ("TX", 1), ("Ohio", 2)])).plot
    assert (plot["data"][0]["locationmode"], plot["layout"]["geo"]["scope"]) == ("USA-states", "usa")
    assert plot["data"][0]["locations"] == ["CA", "TX", "OH"]


def test_codes_that_are_both_are_read_as_told() -> None:
    given = answer((COUNTRY, ORDERS), [("CA", 5), ("DE", 1)])
    assert drawn("map", given).plot["data"][0]["locations"] == ["CAN", "DEU"]
    assert drawn("map", given, map__regions="states").plot["data"][0]["locations"] == ["CA", "DE"]
    assert drawn("map", given, map__scope="world").plot["layout"]["geo"]["scope"] == "world"


def test_points_stand_where_their_degrees_say() -> None:
    rows = [("a", 48.8, 2.3, 4, 1.0), ("b", -33.9, 151.2, 1, 2.0), ("c", 91, 0, 1, 1.0), ("d", None, 0, 1, 1.0)]
    chart = drawn("points", answer((CHANNEL, LATITUDE, LONGITUDE, ORDERS, REVENUE), rows))
    dots = chart.plot["data"][0]
    assert (dots["lat"], dots["lon"]) == ([48.8, -33.9], [2.3, 151.2])
    assert dots["marker"]["size"] == [28, 14] and dots["marker"]["color"] == [1, 2]
    assert "2 rows without a place on earth not drawn" in chart.notes
    assert dots["customdata"][0] == "a<br>Orders 4<br>Revenue €1.00"


def test_maps_are_panned_and_zoomed() -> None:
    plot = drawn("map", answer((COUNTRY, ORDERS), [("FR", 5)])).plot
    assert plot["config"]["scrollZoom"] and plot["layout"]["dragmode"] == "pan"
