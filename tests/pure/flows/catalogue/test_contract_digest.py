"""
The claims of `flows.catalogue.contract_digest`.
"""

from __future__ import annotations

import hashlib
import json

from platform_constructs.contracts.api.load import load_contract
from platform_constructs.flows.catalogue.contract_digest import contract_digest, files_of
from tests.pure.flows.catalogue.sample_contract import contract

SHARED = '{"Order": {"type": "object"}}'
PARTS = {"schemas": {"Order": {"$ref": "shared.json#/Order"}}}


def digest(text: str) -> str:
    """The digest of a contract in one file."""
    alone: dict[str, str] = {}
    read = load_contract(text, "stacks/domains/ordering/openapi.yaml", read=alone.__getitem__)
    return contract_digest(read.references)


def test_the_digest_is_of_what_is_said_and_not_of_how() -> None:
    """Comments, the order of keys, YAML or JSON, and the folder's name change nothing; any value does."""
    one = contract()
    text = json.dumps(one.root.value)
    shuffled = json.dumps(dict(reversed(one.root.value.items())), indent=3)

    assert {digest(text)} == {digest(f"# a comment\n{text}"), digest(shuffled), contract_digest(one.references)}
    assert digest(text) != digest(text.replace("Orders.", "Order."))
    assert digest(text) != digest(text.replace('"3.0.3"', '"3.0.2"'))


def test_the_digest_can_be_recomputed_by_anybody() -> None:
    """It is the SHA-256 of each file's path and content as JSON with sorted keys, a line each, as documented."""
    one = contract(files={"shared.json": SHARED}, components=PARTS)
    lines = ['""', _sorted(one.root.value), '"shared.json"', _sorted(json.loads(SHARED))]
    expected = hashlib.sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()

    assert f"sha256:{expected}" == contract_digest(one.references)


def test_every_file_counts() -> None:
    """A change in a file that the contract refers to changes the digest, and the file is named."""
    one = contract(files={"shared.json": SHARED}, components=PARTS)
    other = contract(files={"shared.json": SHARED.replace("object", "string")}, components=PARTS)

    assert contract_digest(one.references) != contract_digest(other.references)
    assert ("stacks/domains/ordering/openapi.json", "stacks/domains/ordering/shared.json") == files_of(one.references)


def _sorted(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
