"""
The claims of `adapters.catalogue_files` and of the catalogue's report.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from platform_constructs.adapters.catalogue_files import asyncapi_files, manifest_files, printed, write_projection
from platform_constructs.adapters.reports.catalogue import catalogue_text, manifest_text
from platform_constructs.errors import CatalogueError
from tests.pure.catalog.small_manifests import RICH, SUBSCRIBER, manifest, offered


def test_an_output_and_a_folder_of_manifests_are_read_alike(tmp_path: Path) -> None:
    """Files are read in their order, under the names that messages use; what is no JSON is left alone."""
    for file in ("out/manifests/a.json", "out/paved.json", "gathered/b.json", "gathered/notes.txt"):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text(file)
    files = manifest_files([tmp_path / "out", tmp_path / "gathered"])

    assert [
        ("out/manifests/a.json", f"{tmp_path}/out/manifests/a.json"),
        ("gathered/b.json", f"{tmp_path}/gathered/b.json"),
    ] == files
    assert [] == asyncapi_files([tmp_path / "out"])


def test_asyncapi_documents_are_found_by_environment(tmp_path: Path) -> None:
    """Each has its environment and domain from its place."""
    file = tmp_path / "asyncapi" / "sandbox" / "ordering.json"
    file.parent.mkdir(parents=True)
    file.write_text("{}")

    assert [("{}", "sandbox/ordering.json", str(file))] == asyncapi_files([tmp_path])


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    """Neither a link, nor a folder that is none, nor text of another encoding gets anything read."""
    (tmp_path / "in").mkdir()
    (tmp_path / "secret.json").write_text("{}")
    (tmp_path / "in" / "a.json").symlink_to(tmp_path / "secret.json")
    (tmp_path / "latin").mkdir()
    (tmp_path / "latin" / "a.json").write_bytes(b"\xe9")

    for folder in ("in", "nowhere", "latin", "secret.json"):
        with pytest.raises(CatalogueError) as caught:
            manifest_files([tmp_path / folder])
        assert "CAT-090" == caught.value.code


def test_a_projection_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    """Files are replaced and others stay; when one cannot be written, none is."""
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "kept").write_text("kept")

    assert ("a/x", "b/y") == write_projection(tmp_path, {"b/y": "2", "a/x": "1"})
    with pytest.raises(CatalogueError) as caught:
        write_projection(tmp_path, {"a/x": "new", "a/x/y": "below a file"})
    assert ("CAT-091", "1", "kept") == (
        caught.value.code,
        (tmp_path / "a" / "x").read_text(),
        (tmp_path / "a" / "kept").read_text(),
    )


def test_yaml_files_are_one_text_and_json_files_are_not() -> None:
    """Several JSON files cannot be printed: one text would be none."""
    assert "---\na: 1\n---\nb: 2\n" == printed({"a.yaml": "---\na: 1\n", "b.yaml": "---\nb: 2\n"})
    assert "{}" == printed({"a.json": "{}"})
    with pytest.raises(CatalogueError) as caught:
        printed({"a.json": "{}", "b.json": "{}"})
    assert "CAT-092" == caught.value.code


def test_the_table_has_a_line_for_each_api() -> None:
    """Whose, which version, how old until when, for whom, how many scopes and waivers, and the contract's digest."""
    head, first, second = catalogue_text([SUBSCRIBER, RICH]).splitlines()

    assert [
        "ENVIRONMENT",
        "DOMAIN",
        "STACK",
        "API",
        "VERSION",
        "LIFECYCLE",
        "AUDIENCE",
        "SCOPES",
        "WAIVERS",
        "CONTRACT",
    ] == head.split()
    assert first.split()[:3] == ["sandbox", "delivery", "delivery-public"]
    assert second.split()[-8:] == ["1.2.0", "deprecated", "until", "2028-01-31", "external", "1", "2", "0" * 12]


SCREEN = """\
The API of ordering 1.2.0

Orders, and what becomes of them.

stack      ordering-public in sandbox, https://api.sandbox.meridian.example/ordering-public
id         meridian.ordering
owner      ordering (ordering-leads, field-services), ordering@meridian.example, pager: ordering
for        external callers, personal data
lifecycle  deprecated, may no longer answer from 2028-01-31, replaced by meridian.orders
promises   99.9 % available, 95 % within 300 ms, 99 % within 800 ms, over 28 days
contract   stacks/domains/ordering/openapi.yaml, OpenAPI 3.1, 000000000000, profile strict: 2 rules warn, 1 rule waived
packs      baseline 2.0.0

routes (1)
  GET  /ordering/orders/{id}  getOrder  ordering/orders.read

scopes (1)
  ordering/orders.read  1 operation  Read orders.

events (1)
  meridian.ordering  ServiceOrder Placed  1.0.0  stable

waivers in force (2)
  APIGW-001    getOrder                    until 2027-01-31  a partner cannot send tokens yet
  CKV_AWS_120  aws_api_gateway_stage.live  until 2027-02-28  answers differ for each caller    (not asked)

not checked by the gateway (1)
  `oneOf` is checked as `anyOf`  openapi.yaml:3

links (3)
  service-desc  https://git.meridian.example/raw/ordering/openapi.yaml
  service-doc   https://developer.meridian.example/ordering
  sunset        https://developer.meridian.example/sunset"""


def test_an_api_is_told_on_a_screen() -> None:
    """Everything that is known, in the words of its owner's day."""
    assert SCREEN == manifest_text(RICH)


def test_a_long_list_is_cut_and_says_so() -> None:
    """An API of twenty routes still fits, and where the others are is said."""
    routes = tuple(offered(f"do{number}", "GET", f"/x/{number}") for number in range(20))
    found = manifest_text(manifest(routes=routes, scopes=()))

    assert "routes (20)" in found
    assert "  and 8 more; --format json has all" in found
    assert "(open)" in found
