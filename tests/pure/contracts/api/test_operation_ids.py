"""
What operations are called: stable names where they say none, and every fault at its own place.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from platform_constructs.contracts.api.load import load_contract, load_unnamed
from platform_constructs.contracts.api.operation_ids import derived_id
from platform_constructs.errors import ContractError

FILE = "openapi.json"
NO_FILES: dict[str, str] = {}


def text_of(*operations: tuple[str, str, Any]) -> str:
    """A contract with these operations: method, path and operationId; None for none."""
    paths: dict[str, Any] = {}
    for method, path, said in operations:
        names = [part[1:-1] for part in path.split("/") if part.startswith("{")]
        paths.setdefault(path, {})[method] = {
            **({} if said is None else {"operationId": said}),
            "parameters": [
                {"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in names
            ],
            "responses": {"200": {"description": "fine"}},
            "security": [],
        }
    info = {"title": "Orders", "version": "1.0.0"}
    return json.dumps({"openapi": "3.0.3", "info": info, "paths": paths}, indent=1)


def named(*operations: tuple[str, str, Any]) -> tuple[list[str], list[tuple[str, str]]]:
    """The names of a contract's operations, sorted by path and method, and what is wrong with them."""
    contract, faults = load_unnamed(text_of(*operations), FILE, read=NO_FILES.__getitem__)
    return [one.id for one in contract.operations], [(one.code, one.got) for one in faults]


def test_an_operation_is_called_what_it_says():
    """Nothing is made up, and nothing is wrong, where each has a name of its own."""
    assert (["listOrders", "createOrder"], []) == named(
        ("post", "/orders", "createOrder"), ("get", "/orders", "listOrders")
    )


def test_an_operation_without_a_name_is_called_by_its_method_and_path():
    """The same in whatever order the contract lists them; each is told at its place."""
    operations = [
        ("get", "/orders", None),
        ("get", "/orders/{order-id}/lines", None),
        ("post", "/orders", "createOrder"),
    ]
    names = ["getOrders", "createOrder", "getOrdersByOrderIdLines"]

    assert (names, [("CON-018", "GET /orders"), ("CON-018", "GET /orders/{order-id}/lines")]) == named(*operations)
    assert names == named(*reversed(operations))[0]


def test_no_two_operations_are_called_the_same():
    """A name that another operation says, or that two paths would give, gets a number."""
    operations = [("get", "/a", None), ("get", "/a_", None), ("get", "/b", None), ("put", "/c", "getB")]

    assert ["getA", "getA_2", "getB_2", "getB"] == named(*operations)[0]
    assert (["getB", "putC"], [("CON-019", "getB")]) == named(("get", "/b", "getB"), ("put", "/c", "getB"))


def test_a_contract_that_is_to_be_deployed_is_refused_once_with_all_of_them():
    """Names go into Terraform addresses, so that made-up ones would tie them to paths: all are asked for in one go."""
    text = text_of(("get", "/orders", None), ("put", "/orders", "1st"), ("post", "/orders", None), ("get", "/a", "a"))

    with pytest.raises(ContractError) as refused:
        load_contract(text, FILE, read=NO_FILES.__getitem__)

    error = refused.value
    assert ("CON-018", "GET /orders", "give it one, such as `getOrders`") == (error.code, error.got, error.fix)
    numbers = {line.strip(' ":{,'): number for number, line in enumerate(text.splitlines(), 1)}
    first, posted = numbers['operationId": "1st'], numbers["post"]
    assert [
        f"  also {FILE}:{first} (/paths/~1orders/put/operationId): "
        "an operationId becomes part of names and cannot be used as it is, got 1st; "
        "use up to 128 letters, digits and . _ - and start with a letter",
        f"  also {FILE}:{posted} (/paths/~1orders/post): "
        "the operation has no operationId, got POST /orders; give it one, such as `postOrders`",
    ] == error.__notes__


def test_a_thousand_nameless_operations_are_a_list_that_people_read():
    """Fifty are located, the rest are counted."""
    text = text_of(*(("get", f"/o{number}", None) for number in range(1_000)))

    with pytest.raises(ContractError) as refused:
        load_contract(text, FILE, read=NO_FILES.__getitem__)

    assert (50, "  also 950 more operations without a usable operationId") == (
        len(refused.value.__notes__),
        refused.value.__notes__[-1],
    )


@given(st.sampled_from(["get", "post", "x-odd"]), st.text(max_size=300))
def test_whatever_a_path_is_its_name_can_be_used(method: str, path: str):
    """128 characters at most, of the letters and digits that an operationId may have."""
    name = derived_id(method.replace("-", ""), path)

    assert name.isascii()
    assert name.isalnum()
    assert len(name) <= 128
