"""
The contract rule API-005: how often one fault is told.
"""

from __future__ import annotations

import json

import pytest

from platform_constructs.contracts.document.document import read_document
from platform_constructs.contracts.lint.api import Api
from platform_constructs.contracts.lint.ask import ask
from policy_packs import every_contract_rule

RULE = every_contract_rule()["API-005"]


def told(servers: list[str], paths: list[str], version: str = "1.0.0") -> list[tuple[str, str]]:
    """Return where the rule finds something, and what."""
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Things", "version": version},
        "servers": [{"url": url} for url in servers],
        "paths": {path: {} for path in paths},
    }
    api = Api(read_document(json.dumps(document), "case.yaml", read=dict[str, str]().__getitem__))
    return [(breach.at.pointer, breach.got) for breach in ask(RULE, RULE.defaults, api)]


MANY = [f"/things{index}" for index in range(40)]


@pytest.mark.parametrize(
    ("servers", "paths", "version", "expected"),
    [
        (["https://a.example"], MANY, "1.0.0", [("/servers/0/url", "https://a.example")]),
        ([], MANY, "1.0.0", [("", "no servers")]),
        (["https://a.example/v1", "https://b.example"], MANY, "1.0.0", [("/servers/1/url", "https://b.example")]),
        (["https://a.example"], [f"/things/v1{path}" for path in MANY], "2.0.0", [("/paths", "/things/v1")]),
        (["https://a.example"], ["/v1/a", "/v1/b", "/v2/a", "/c"], "1.0.0", [("/paths", "/v2"), ("/paths/~1c", "/c")]),
    ],
    ids=("nowhere", "no servers", "one server without", "paths of another", "one path of another, one without"),
)
def test_what_paths_share_is_told_once(
    servers: list[str], paths: list[str], version: str, expected: list[tuple[str, str]]
) -> None:
    """A contract hears of a version that is missing or wrong once for each address it is missing or wrong in."""
    assert expected == told(servers, paths, version)
