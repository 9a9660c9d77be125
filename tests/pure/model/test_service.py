"""
Services that answer for an API: what they may say, and for whom.
"""

from __future__ import annotations

from typing import Any

import pytest

from platform_constructs import HttpBackend, InternalApi, MockBackend, PublicApi
from platform_constructs.errors import DeclarationError
from platform_constructs.model.service import ContainerBackend, FunctionBackend, Service

DIGEST = "@sha256:" + "a" * 64
IMAGE = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/orders" + DIGEST


def container(**said: Any) -> ContainerBackend:
    """Return ordering's container."""
    return ContainerBackend(**{"domain": "ordering", "name": "orders", "image": IMAGE} | said)


def function(**said: Any) -> FunctionBackend:
    """Return ordering's function."""
    return FunctionBackend(**{"domain": "ordering", "name": "price", "code": "src/price"} | said)


def refused(make: Any, **said: Any) -> str:
    """Return the code of the refusal."""
    with pytest.raises(DeclarationError) as caught:
        make(**said)
    assert caught.value.at.startswith(f"{__file__}:")
    return caught.value.code


def test_a_service_is_a_stack_of_its_own():
    """Its name is in the stack's, and so is what it is."""
    assert "ordering-orders-container" == container().stack
    assert "ordering-price-function" == function().stack


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"name": "Orders"}, "DECL-001"),
        ({"timeout_ms": 30_000}, "DECL-082"),
        ({"port": 0}, "DECL-082"),
        ({"port": True}, "DECL-082"),
        ({"most_tasks": 0}, "DECL-082"),
        ({"cpu": 300}, "DECL-061"),
        ({"cpu": 256, "memory_mib": 4096}, "DECL-061"),
        ({"cpu": "256"}, "DECL-061"),
        ({"collector": "UPPER"}, "DECL-083"),
        ({"image": "Orders"}, "DECL-083"),
        ({"image": "orders@sha256:abc"}, "DECL-083"),
        ({"image": "orders:1 ; rm"}, "DECL-083"),
        ({"image": 3}, "DECL-083"),
        ({"environment": {"a b": "c"}}, "DECL-084"),
        ({"environment": {"A": 1}}, "DECL-084"),
        ({"environment": ["A"]}, "DECL-084"),
        ({"secrets": {"A": "../x y"}}, "DECL-084"),
        ({"environment": {"A": "b"}, "secrets": {"A": "c"}}, "DECL-085"),
        ({"health_path": "health"}, "DECL-086"),
        ({"health_path": "/a?b"}, "DECL-086"),
        ({"settings": {1: 2}}, "DECL-023"),
    ],
    ids=str,
)
def test_what_makes_no_sense_of_a_container_is_refused_at_its_line(said: dict[str, Any], code: str):
    """Each wrong argument has its code and the user's file."""
    assert code == refused(container, **said)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"image": IMAGE}, "DECL-087"),
        ({"code": None}, "DECL-087"),
        ({"code": ""}, "DECL-087"),
        ({"code": 3}, "DECL-087"),
        ({"code": None, "image": "X"}, "DECL-083"),
        ({"handler": "handler"}, "DECL-088"),
        ({"handler": "a.b;c"}, "DECL-088"),
        ({"memory_mib": 64}, "DECL-082"),
    ],
    ids=str,
)
def test_what_makes_no_sense_of_a_function_is_refused_at_its_line(said: dict[str, Any], code: str):
    """Each wrong argument has its code and the user's file."""
    assert code == refused(function, **said)


def test_an_api_knows_the_services_that_answer_for_it():
    """Each is named once, however many operations it answers, and mocks are none."""
    orders, price = container(), function()

    api = PublicApi(domain="ordering", backend=orders, operations={"a": price, "b": price, "c": MockBackend()})
    plain = InternalApi(domain="ordering", backend=HttpBackend(url="https://a.example"))

    services: tuple[Service, ...] = (orders, price)
    assert services == api.services
    assert () == plain.services
    assert [orders, price, MockBackend()] == [api.backend_of(name) for name in ("x", "a", "c")]


def test_a_service_answers_for_its_own_domain_only():
    """Who deploys it is who answers for it."""
    other = container(domain="delivery")

    assert "DECL-089" == refused(PublicApi, domain="ordering", backend=other)
    assert "DECL-089" == refused(PublicApi, domain="ordering", backend=container(), operations={"a": other})


@pytest.mark.parametrize("status", [199, 600, True])
def test_a_mock_gives_an_answer_of_http(status: int):
    """Other numbers are refused."""
    assert "DECL-080" == refused(MockBackend, status=status)
