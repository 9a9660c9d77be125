"""
The claims of `flows.catalogue.declared`.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from platform_constructs.catalog.manifest_parts import Life
from platform_constructs.flows.catalogue.declared import declared_in
from platform_constructs.model.slo import Latency, Slo
from tests.pure.flows.catalogue.sample_contract import contract

READ = ("x-api-id", "x-lifecycle", "x-sunset", "x-replaced-by", "x-slo")


def test_what_is_said_as_documented_is_read() -> None:
    """Id, state, sunset, replacement, promises, description and pages of a contract."""
    found = declared_in(
        contract(
            {
                "description": "Orders,\n  and what becomes of them.",
                "termsOfService": "https://developer.meridian.example/terms",
                "contact": {"url": "https://developer.meridian.example/ordering"},
                "x-api-id": "meridian.ordering",
                "x-lifecycle": "deprecated",
                "x-sunset": "2028-01-31",
                "x-replaced-by": "meridian.orders",
                "x-slo": {"availability": 99.9, "latency": {"p95": 300}},
            },
            externalDocs={"url": "https://docs.meridian.example/ordering"},
        )
    )

    assert ("meridian.ordering", "Orders, and what becomes of them.") == (found.id, found.description)
    assert Life(state="deprecated", sunset=date(2028, 1, 31), replaced_by="meridian.orders") == found.life
    assert Slo(window="28d", availability=99.9, latency=Latency(p95=300)) == found.slo
    assert [
        ("service-doc", "https://developer.meridian.example/ordering"),
        ("service-doc", "https://docs.meridian.example/ordering"),
        ("terms-of-service", "https://developer.meridian.example/terms"),
    ] == [(link.rel, link.href) for link in found.links]
    assert () == found.left_out


def test_a_contract_need_not_say_anything() -> None:
    """Without extensions there is nothing to know, and nothing wrong."""
    found = declared_in(contract())

    assert (None, "", Life(state=None, sunset=None, replaced_by=None), None, (), ()) == (
        found.id,
        found.description,
        found.life,
        found.slo,
        found.links,
        found.left_out,
    )


@pytest.mark.parametrize(
    ("key", "value", "why"),
    [
        ("x-api-id", "Orders", "it is not what is documented"),
        ("x-api-id", 7, "it is not what is documented"),
        ("x-lifecycle", "GA", "it is not what is documented"),
        ("x-lifecycle", ["stable"], "it is not what is documented"),
        ("x-sunset", "31.01.2028", "it is not what is documented"),
        ("x-sunset", "20280131", "it is not what is documented"),
        ("x-sunset", "2028-02-30", "it is not what is documented"),
        ("x-replaced-by", " ", "it is not what is documented"),
        ("x-slo", "99.9", "input should be a valid dictionary or instance of slo"),
        ("x-slo", {}, "an slo promises availability, latency, or both"),
        ("x-slo", {"availability": "99.9"}, "availability: input should be a valid number"),
        ("x-slo", {"availability": 100}, "availability: input should be less than 100"),
        ("x-slo", {"availability": True}, "availability: input should be a valid number"),
        ("x-slo", {"avail": 99}, "avail: extra inputs are not permitted"),
        ("x-slo", {"latency": {"p95": 900, "p99": 1}}, "latency: a larger share of requests cannot be answered sooner"),
    ],
)
def test_what_is_said_otherwise_is_left_out_with_a_warning(key: str, value: Any, why: str) -> None:
    """Each extension of another shape is left out of the manifest, and its line is told."""
    found = declared_in(contract({key: value}))
    [finding] = found.findings(owner="ordering", stack="ordering-public")

    assert ("CAT-001", "ordering", "ordering-public", f"/info/{key}") == (
        finding.code,
        finding.owner,
        finding.stack,
        finding.at.pointer,
    )
    assert finding.what.startswith(f"the catalogue leaves {key} out: {why}")
    assert not finding.blocks
    assert (None, None, None) == (found.id, found.life.state, found.slo)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "/docs", "https://a b", 'https://x"><script>', "", 7, None])
def test_an_address_that_is_no_page_leads_nowhere(url: object) -> None:
    """Only absolute http and https addresses become links."""
    assert () == declared_in(contract({"contact": {"url": url}, "termsOfService": url})).links


def test_a_text_is_one_short_printable_line() -> None:
    """Control characters are escaped, and what is longer than a manifest repeats is cut."""
    found = declared_in(contract({"description": "a\x00\x1b[31m\n\tb" + "c" * 5_000}))

    assert found.description.startswith("a\\x00\\x1b[31m b")
    assert len(found.description) < 2_050


_VALUE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from([*READ, "summary", "x-anything"]), _VALUE))
def test_any_value_of_any_extension_is_read_or_left_out(info: dict[str, Any]) -> None:
    """Whatever an author writes, nothing breaks: it is in the manifest or in a warning."""
    found = declared_in(contract({key: value for key, value in info.items() if key != "summary"}))
    told = {str(node.tokens[-1]) for node, _, _ in found.left_out}
    carried = {
        "x-api-id": found.id,
        "x-lifecycle": found.life.state,
        "x-sunset": found.life.sunset,
        "x-replaced-by": found.life.replaced_by,
        "x-slo": found.slo,
    }

    assert {key for key in READ if key in info} == told | {key for key, value in carried.items() if value is not None}
