"""
Route maps and what changed between them, as people see them.
"""

from __future__ import annotations

import io
import json
import re
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from platform_constructs.adapters.reports.owner_marks import marks_for
from platform_constructs.adapters.reports.route_changes import (
    route_changes_json,
    route_changes_markdown,
    route_changes_schema,
    route_changes_text,
)
from platform_constructs.adapters.reports.route_list import routes_text
from platform_constructs.adapters.reports.route_page import routes_html
from platform_constructs.adapters.reports.route_picture import routes_svg
from platform_constructs.adapters.route_map_file import route_map_at, two_route_maps
from platform_constructs.catalog.read_route_map import LARGEST
from platform_constructs.catalog.route_changes import FAILS, Kind, compare_maps
from platform_constructs.catalog.route_map import RouteMap, route_map_json
from platform_constructs.errors import DeclarationError, RouteMapError
from tests.pure.catalog.small_maps import MAPS, language, route, route_map

HOSTILE = "/<script>alert(1)</script>/`|<b>]]>&amp;\"'\u202e"
OLD = route_map(route("/a/{id}"), route("/b", operation="b"), route("/c", operation="c", deprecated=True))
NEW = route_map(
    route("/a/{orderId}", scopes=[]), route("/b", "quoting", operation="b", scopes=["ordering/orders.read"])
)
CHANGES = compare_maps(OLD, NEW, language)
SVG = "{http://www.w3.org/2000/svg}"


def drawn(picture: str) -> ET.Element:
    """A picture's elements; a picture that is no XML breaks the test."""
    return ET.fromstring(picture)  # noqa: S314  # our own text, which is to break here if anywhere


def test_changes_as_text() -> None:
    """The gravest comes first, with what is different; the last line counts and says what is refused."""
    assert [
        "taken-over GET public.example/b quoting ordering -> quoting; ordering-public -> quoting-public; "
        "below /ordering -> below /quoting; by the claim of /ordering -> by the claim of /quoting",
        "opened-up, renamed-parameter GET public.example/a/{orderId} ordering GET public.example/a/{id} -> "
        "GET public.example/a/{orderId}; ordering/orders.read -> (open)",
        "retired GET public.example/c ordering ordering-public, c, ordering/orders.read, deprecated",
        "",
        "3 routes changed: 1 taken over, 1 opened up, 1 retired, 1 parameter renamed; "
        "refused for taken over, opened up",
    ] == [re.sub(r"  +", " ", line) for line in route_changes_text(CHANGES, FAILS).splitlines()[1:]]
    assert "no route changed" == route_changes_text((), FAILS)


def test_changes_as_json() -> None:
    """Every change has both routes, and says whether it is refused."""
    found = route_changes_json(CHANGES, FAILS)

    assert (False, ["opened-up", "removed", "taken-over"]) == (found["ok"], found["refused"])
    assert [True, True, False] == [one["refused"] for one in found["changes"]]
    assert {"opened-up": 1, "renamed-parameter": 1, "retired": 1, "taken-over": 1} == found["counts"]
    assert (None, "/c") == (found["changes"][2]["after"], found["changes"][2]["before"]["path"])
    assert found == json.loads(json.dumps(found))


@given(MAPS, MAPS)
def test_changes_as_json_are_what_their_schema_says(old: RouteMap, new: RouteMap) -> None:
    """The schema takes every answer, and none with a key more or less."""
    valid = jsonschema.Draft202012Validator(route_changes_schema())
    found = route_changes_json(compare_maps(old, new, language), FAILS)

    assert valid.is_valid(json.loads(json.dumps(found)))
    assert not valid.is_valid({**found, "more": 1})
    assert [] == [key for key in found if valid.is_valid({name: found[name] for name in found if name != key})]


def test_changes_as_markdown() -> None:
    """A section for each kind, and what else became of a route in its row."""
    text = route_changes_markdown(CHANGES, FAILS)

    assert ["#### Taken over: 1", "#### Opened up: 1", "#### Retired: 1"] == re.findall(r"^####.*", text, re.MULTILINE)
    assert "`ordering/orders.read -> (open)`<br>also parameter renamed |" in text


def test_a_long_section_of_a_pull_request_is_folded() -> None:
    """More than 15 routes are folded, more than 200 are counted; what is refused stays open up to 30."""
    many = route_map(*(route(f"/{number}", operation=f"o{number}") for number in range(16)))
    most = route_map(*(route(f"/{number}", operation=f"o{number}") for number in range(201)))
    added = route_changes_markdown(compare_maps(route_map(), many, language), FAILS)
    removed = route_changes_markdown(compare_maps(many, route_map(), language), FAILS)

    assert "<details><summary>Added: 16</summary>\n\n| route |" in added
    assert "<details open><summary>Removed: 16</summary>" in removed
    assert "1 more; `paved routes diff" in route_changes_markdown(compare_maps(route_map(), most, language), FAILS)


def test_a_pull_request_s_comment_has_room_for_it() -> None:
    """GitHub takes 65,536 characters; the gravest changes are listed first, and what does not fit is counted."""
    long = "x" * 250
    old = route_map(*(route(f"/a/{long}/{number}", operation=f"o{number}") for number in range(150)))
    new = route_map(
        *(route(f"/a/{long}/{number}", "quoting", operation=f"o{number}") for number in range(75)),
        *(route(f"/b/{long}/{number}", operation=f"n{number}") for number in range(200)),
    )
    text = route_changes_markdown(compare_maps(old, new, language), FAILS)

    assert len(text) < 65_536
    sections = text.split("<summary>")[1:]
    listed = [section.count("\n| `") for section in sections]
    counted = [sum(map(int, re.findall(r"^(\d+) more; ", section, re.MULTILINE))) for section in sections]
    assert (75, 0) == (listed[0], listed[2])
    assert [75, 75, 200] == [one + other for one, other in zip(listed, counted, strict=True)]


def test_hostile_text_is_no_markup_in_markdown() -> None:
    """A path with markup stays in its code span and in its cell."""
    text = route_changes_markdown(compare_maps(route_map(), route_map(route(HOSTILE)), language), [])
    [row] = [line for line in text.splitlines() if "script" in line]

    assert 6 == row.count("`")
    assert 4 == len(re.findall(r"(?<!\\)\|", row))
    assert "\u202e" not in row


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60))
def test_no_path_breaks_a_picture(path: str) -> None:
    """Whatever stands in a path, the picture is well-formed, and holds no element but those we draw."""
    for one in (route_map(route(f"/{path}", scopes=[], deprecated=True)), route_map(route(f"/a/{path}"), route("/a"))):
        picture = drawn(routes_svg(one))

        assert {each.tag.removeprefix(SVG) for each in picture.iter()} <= {
            *("svg", "title", "rect", "text", "circle", "polygon", "path", "g")
        }
        assert [] == [key for each in picture.iter() for key in each.attrib if key.startswith("on") or "href" in key]


@given(MAPS)
def test_a_picture_has_a_badge_for_each_route(one: RouteMap) -> None:
    """Every route's method is drawn, and says in a title whose it is."""
    titles = [each.findtext(f"{SVG}title") or "" for each in drawn(routes_svg(one)).iter(f"{SVG}g")]

    assert sorted(f"{each.method} {each.host_name}{each.path}" for each in one.routes) == sorted(
        title.partition(": ")[0] for title in titles
    )


def test_open_and_deprecated_are_said_in_words() -> None:
    """Nobody has to know colours to see what is open or deprecated."""
    texts = [each.text for each in drawn(routes_svg(route_map(route(scopes=[], deprecated=True)))).iter(f"{SVG}text")]

    assert "open deprecated" in texts
    assert "a path's methods stand at its end; open to anyone: 1, deprecated: 1" in texts


def test_a_page_has_no_script_and_nothing_from_elsewhere() -> None:
    """Hostile paths are text in the page too, and the page forbids everything but its own style."""
    page = routes_html(route_map(route(HOSTILE)))

    assert [] == re.findall(r"<(?:script|img|link|iframe|b)\b", page)
    assert [] == re.findall(r"""(?:src|href)\s*=""", page)
    assert "default-src 'none'" in page


def test_routes_as_a_table() -> None:
    """Each route is a line; an open one says so, and one that ends says when."""
    routes = route_map(route("/a", scopes=[], deprecated=True), route("/b", state="beta", sunset=date(2027, 6, 30)))

    assert (
        "METHOD  URL               OWNER     STACK            OPERATION   SCOPES                LIFECYCLE\n"
        "GET     public.example/a  ordering  ordering-public  listOrders  (open)                deprecated\n"
        "GET     public.example/b  ordering  ordering-public  listOrders  ordering/orders.read  beta, until 2027-06-30"
    ) == routes_text(routes)


def test_owners_are_told_apart() -> None:
    """Nine owners have nine colours, 36 have 36 marks, and names alone decide."""
    names = [f"domain-{number}" for number in range(36)]

    assert 9 == len({mark.colour for mark in marks_for(names[:9]).values()})
    assert 36 == len(set(marks_for(names).values()))
    assert marks_for(names) == marks_for(reversed(names))


def test_a_map_is_found_in_an_output_folder(tmp_path: Path) -> None:
    """A folder stands for the routes.json in it; what is not there is told by its name."""
    (tmp_path / "routes.json").write_text(route_map_json(OLD), encoding="utf-8")

    assert OLD == route_map_at(tmp_path) == route_map_at(tmp_path / "routes.json")
    with pytest.raises(RouteMapError) as caught:
        route_map_at(tmp_path / "other.json")
    assert ("ROUTE-090", f"{tmp_path}/other.json") == (caught.value.code, caught.value.at)


def test_one_of_two_maps_may_be_piped_in(tmp_path: Path) -> None:
    """A dash stands for standard input, as the old map or as the new one, and not as both."""
    file, piped, dash = tmp_path / "routes.json", route_map_json(NEW).encode(), Path("-")
    file.write_text(route_map_json(OLD), encoding="utf-8")

    assert (OLD, NEW) == two_route_maps(file, dash, io.BytesIO(piped))
    assert (NEW, OLD) == two_route_maps(dash, file, io.BytesIO(piped))
    with pytest.raises(DeclarationError) as caught:
        two_route_maps(dash, dash, io.BytesIO(piped))
    assert "DECL-040" == caught.value.code


@pytest.mark.parametrize(
    ("piped", "code", "got"),
    [
        (b"\xff", "ROUTE-090", "byte 0"),
        (b" " * (LARGEST + 1), "ROUTE-090", "over 128 MiB"),
        (b"", "ROUTE-001", "Expecting value: line 1 column 1 (char 0)"),
    ],
    ids=["not text", "too large", "nothing"],
)
def test_what_is_piped_in_is_bounded_and_text(piped: bytes, code: str, got: str, tmp_path: Path) -> None:
    """It is held to what a file is held to, and an empty pipe is no empty map."""
    (tmp_path / "routes.json").write_text(route_map_json(OLD), encoding="utf-8")

    with pytest.raises(RouteMapError) as caught:
        two_route_maps(tmp_path, Path("-"), io.BytesIO(piped))
    assert (code, "standard input", got) == (caught.value.code, caught.value.at, caught.value.got)


def test_kinds_are_ordered_by_what_they_mean_for_others() -> None:
    """What is refused by default comes first."""
    assert list(FAILS) == list(Kind)[:3]


def test_a_map_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    """A file of more than 128 MiB is refused after that much of it."""
    with (tmp_path / "routes.json").open("wb") as stream:
        stream.truncate(LARGEST + 1)

    with pytest.raises(RouteMapError) as caught:
        route_map_at(tmp_path)
    assert ("ROUTE-090", "it is over 128 MiB") == (caught.value.code, caught.value.got)
