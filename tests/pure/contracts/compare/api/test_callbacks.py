"""
Webhooks and callbacks: the API writes the requests, so the directions are the other way round.
"""

from __future__ import annotations

from typing import Any

import pytest

from platform_constructs.contracts.compare.api.terms import Terms
from tests.pure.contracts.compare.versions import edited, orders, told

PLACE = ("POST /orders",)
EXPRESSION = "{$request.body#/callbackUrl}"


def event(**schema: Any) -> dict[str, Any]:
    """An operation that sends this."""
    sent = {"type": "object", "properties": {"state": {"type": "string"}}, **schema}
    return {
        "requestBody": {"required": True, "content": {"application/json": {"schema": sent}}},
        "responses": {"200": {"description": "Taken."}},
    }


def with_webhook(operation: Any) -> dict[str, Any]:
    """The API with one webhook."""
    return orders(webhooks={"shipped": {"post": operation}})


def with_callback(callback: Any) -> dict[str, Any]:
    """The API that calls back after an order was placed."""
    return edited(orders(), lambda api: api["paths"]["/orders"]["post"].update(callbacks=callback))


def test_a_webhook_comes_and_goes():
    """Receivers wait in vain for a webhook that is gone; nobody has to subscribe to a new one."""
    both = with_webhook(event())

    assert [("BREAKING", "webhook-removed")] == [change[:2] for change in told(both, orders())]
    assert [("INFO", "webhook-added")] == [change[:2] for change in told(orders(), both)]


@pytest.mark.parametrize(
    ("before", "after", "severity"),
    [
        (event(), event(required=["state"]), "INFO"),
        (event(required=["state"]), event(), "BREAKING"),
    ],
)
def test_receivers_read_what_a_webhook_sends(before: Any, after: Any, severity: str):
    """A payload that holds more breaks no receiver; one that may hold less does."""
    found = told(with_webhook(before), with_webhook(after))

    assert {severity} == {change[0] for change in found}
    assert {("POST webhook shipped",)} == {change[3] for change in found}


def test_webhooks_can_be_compared_like_other_operations():
    """On terms that do not mirror, what a webhook sends is compared as what clients send."""
    terms = Terms(mirrors_callbacks=False)

    found = told(with_webhook(event()), with_webhook(event(required=["state"])), terms)

    assert [("BREAKING", "request-property-became-required")] == [change[:2] for change in found]


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (lambda sent: sent.pop("requestBody"), ("BREAKING", "request-body-removed")),
        (lambda sent: sent["requestBody"].pop("required"), ("BREAKING", "request-body-became-optional")),
        (lambda sent: sent["responses"].pop("200"), ("BREAKING", "response-success-status-removed")),
        (
            lambda sent: sent.update(parameters=[{"name": "X-Id", "in": "header", "required": True}]),
            ("INFO", "new-required-request-parameter"),
        ),
    ],
)
def test_what_receivers_count_on_stays(edit: Any, expected: tuple[str, str]):
    """Receivers miss what is no longer sent, and ignore what they do not know."""
    sent = edited(event(), edit)

    assert [expected] == [change[:2] for change in told(with_webhook(event()), with_webhook(sent))]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({}, {"done": {EXPRESSION: {"post": event()}}}, ("INFO", "api-callback-added")),
        ({"done": {EXPRESSION: {"post": event()}}}, {}, ("BREAKING", "api-callback-removed")),
        (
            {"done": {EXPRESSION: {"post": event()}}},
            {"done": {"{$request.query.url}": {"post": event()}}},
            ("BREAKING", "api-callback-url-changed"),
        ),
        (
            {"done": {EXPRESSION: {"post": event()}}},
            {"done": {EXPRESSION: {"put": event()}}},
            ("BREAKING", "api-callback-method-removed"),
        ),
        (
            {"done": {EXPRESSION: {"post": event(required=["state"])}}},
            {"done": {EXPRESSION: {"post": event()}}},
            ("BREAKING", "response-property-became-optional"),
        ),
    ],
)
def test_a_callback_is_told_at_the_operation_that_declares_it(before: Any, after: Any, expected: tuple[str, str]):
    """Whoever places orders is the one who is called back."""
    found = [change for change in told(with_callback(before), with_callback(after)) if "method-added" not in change[1]]

    assert [(*expected, PLACE)] == [(severity, name, operations) for severity, name, _, operations in found]


def test_a_callback_that_leads_to_itself_ends():
    """A shared callback whose operation declares it again is compared once."""
    api = with_callback({"done": {"$ref": "#/components/callbacks/Done"}})
    called = event() | {"callbacks": {"again": {"$ref": "#/components/callbacks/Done"}}}
    api["components"]["callbacks"] = {"Done": {EXPRESSION: {"post": called}}}
    new = edited(api, lambda copied: copied["components"]["callbacks"]["Done"][EXPRESSION]["post"].pop("requestBody"))

    assert {("BREAKING", "request-body-removed", PLACE)} == {
        (severity, name, operations) for severity, name, _, operations in told(api, new)
    }
