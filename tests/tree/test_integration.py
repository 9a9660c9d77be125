"""
How API Gateway calls each kind of backend.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from platform_constructs.aws.integration import Balancer, Reach, integration_for
from platform_constructs.model.api import Backend
from platform_constructs.model.backend import HttpBackend, MockBackend
from platform_constructs.model.contract import Answer
from platform_constructs.model.service import ContainerBackend, FunctionBackend
from tests.tree.plans import GET, POST

CONTAINER = ContainerBackend(domain="ordering", name="orders", image="orders:1", timeout_ms=900)
FUNCTION = FunctionBackend(domain="ordering", name="price", code="price")


def reach(target: str = "") -> Reach:
    """Return what a stack knows of backends."""
    return Reach(
        "sandbox",
        5000,
        lambda: Balancer("public.services.example", "link-1", target),
        lambda backend: f"invoke {backend.stack}",
    )


def test_an_http_backend_is_called_over_the_internet_with_the_whole_path():
    """The contract's path is appended, and its parameters are handed over."""
    backend = HttpBackend(url="https://ordering.{environment}.example")

    made = integration_for(backend, GET, reach())

    assert ("http_proxy", "INTERNET") == (made["type"], made["connectionType"])
    assert "https://ordering.sandbox.example/ordering/v1/orders/{id}" == made["uri"]
    assert "method.request.path.id" == made["requestParameters"]["integration.request.path.id"]
    assert 5000 == made["timeoutInMillis"]


@pytest.mark.parametrize("target", ["", "arn:of-the-balancer"])
def test_a_container_is_called_through_the_private_link_under_the_hosts_name(target: str):
    """The load balancer tells hosts apart, so that one path may lead elsewhere by the host."""
    made = integration_for(CONTAINER, POST, reach(target))

    assert ("http_proxy", "VPC_LINK", "link-1") == (made["type"], made["connectionType"], made["connectionId"])
    assert "https://public.services.example/ordering/v1/orders" == made["uri"]
    assert target == made.get("integrationTarget", "")
    assert 900 == made["timeoutInMillis"]


def test_a_function_gets_the_whole_request():
    """A proxy integration posts one event to the function's alias, whatever the consumer's method is."""
    made = integration_for(FUNCTION, GET, reach())

    assert ("aws_proxy", "POST", "invoke ordering-price-function") == (made["type"], made["httpMethod"], made["uri"])


def test_a_mock_answers_every_declared_kind_of_request_and_no_other():
    """It gives the contract's example and its status, and refuses what the contract does not take."""
    made = integration_for(
        MockBackend(), POST, reach(), answer=Answer(201, "application/json", {"id": 1}), types=("text/csv",)
    )

    assert {"default": {"statusCode": "201", "responseTemplates": {"application/json": '{"id":1}'}}} == made[
        "responses"
    ]
    assert {"application/json", "text/csv"} == set(made["requestTemplates"])
    assert ("mock", "never") == (made["type"], made["passthroughBehavior"])


def test_a_mock_without_a_body_has_no_template():
    """A 204 has nothing to say."""
    made = integration_for(MockBackend(), POST, reach(), answer=Answer(204, "", None))

    assert {"default": {"statusCode": "204"}} == made["responses"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(alphabet="$#%{}[]!\\\"'a\n é", max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(alphabet="$#%{a", max_size=4), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(JSON)
def test_an_example_is_never_read_as_a_language(example: Any):
    """Neither Velocity nor Terraform finds anything to evaluate in it, and JSON reads it back as it was."""
    made = integration_for(MockBackend(), POST, reach(), answer=Answer(200, "application/json", example))

    text = made["responses"]["default"]["responseTemplates"]["application/json"]

    assert set() == set("$#%") & set(text)
    assert example == json.loads(text)


def test_every_kind_of_backend_is_called_somehow():
    """A new kind of backend has to say how it is called."""
    backends: tuple[Backend, ...] = (HttpBackend(url="https://a.example"), CONTAINER, FUNCTION, MockBackend())
    answer = Answer(200, "", None)

    assert set(Backend.__args__) == {type(one) for one in backends}
    assert all(integration_for(one, GET, reach(), answer=answer)["type"] for one in backends)
