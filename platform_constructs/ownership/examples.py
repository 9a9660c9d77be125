"""
One small case for every status, which the documentation shows with the message it really gets.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from platform_constructs.ownership.status import Status

__all__ = ["EXAMPLES", "TODAY", "Example"]

TODAY: Final = date(2027, 1, 15)
"""The day that the examples are judged on."""


@dataclass(frozen=True, slots=True)
class Example:
    """
    A case and what to do about it.

    Attributes:
        registry: What matters of `platform.toml`; every domain's other keys are left out.
        routes: What contracts declare: domain, method and path, and the stack where it matters.
        who: Who has to act.
        steps: What they can do, one thing each.
        meaning: What the status means, where no code explains it.
    """

    registry: str
    routes: tuple[str, ...]
    who: str
    steps: tuple[str, ...]
    meaning: str = ""


_ORDERING = """\
[domains.ordering]
paths = [{ host = "public", prefix = "/ordering" }]
"""
_DELIVERY = """\
[domains.delivery]
paths = [{ host = "public", prefix = "/delivery" }]
"""
_ACCEPTING = _DELIVERY + 'accepts = [{ from = "ordering", host = "public", prefix = "/ordering/v1/tracking" }]\n'
_TRACKING = """\

[[delegations]]
host = "public"
prefix = "/ordering/v1/tracking"
from = "ordering"
to = "delivery"
reason = "tracking is served from delivery's milestones"
expires = {expires}
"""
_TRACKED = ("delivery GET /ordering/v1/tracking/{id}",)

EXAMPLES: Final[Mapping[Status, Example]] = {
    Status.ACCEPTED: Example(
        _ORDERING + _ACCEPTING + _TRACKING.format(expires="2027-06-30"),
        ("ordering GET /ordering/v1/orders/{id}", *_TRACKED),
        "Nobody.",
        ("Nothing is to be done. `paved whoowns METHOD URL` shows the chain of claims for any request.",),
        meaning=(
            "Accepted: the path lies on its domain's own ground, under a claim or under a delegation whose two halves "
            "stand and whose last day has not passed. Nothing is said about it."
        ),
    ),
    Status.ORPHANED: Example(
        _ORDERING,
        ("ordering GET /order/v1",),
        "The domain whose contract declares the path.",
        (
            "Correct the path, if it was meant to lie below a claim of yours: `/order` is not `/ordering`.",
            "Else ask the platform team for the claim: it merges changes of `platform.toml`.",
        ),
    ),
    Status.OUT_OF_SCOPE: Example(
        _ORDERING + _DELIVERY,
        ("ordering GET /delivery/v1/slots",),
        "The domain whose contract declares the path, or the one that delegates what is not its own.",
        (
            "Move the path under your own claim.",
            "Or agree with its owner: the owner adds `[[delegations]]`, you add the same prefix to your `accepts`.",
        ),
    ),
    Status.CONFLICTED: Example(
        _ORDERING
        + _ACCEPTING
        + '[domains.billing]\npaths = [{ host = "public", prefix = "/ordering/v2/invoices" }]\n'
        + _TRACKING.format(expires="2027-06-30"),
        ("ordering ANY /ordering/{proxy+}", *_TRACKED),
        "Whoever reaches into the other's ground. Of two claims that overlap, the domain with the narrower one, and "
        "both where they are equal; the owner of the wider one is warned of the hole.",
        (
            "List the paths that you serve instead of a wildcard over another's.",
            "Of two claims, change one, or let its owner delegate that part.",
        ),
    ),
    Status.UNACCEPTED: Example(
        _ORDERING + _DELIVERY + _TRACKING.format(expires="2027-06-30"),
        _TRACKED,
        "The message's last words say whose half is missing.",
        ("Add the missing half with the same host and prefix.", "Or remove the half that stands alone."),
    ),
    Status.EXPIRED: Example(
        _ORDERING + _ACCEPTING + _TRACKING.format(expires="2027-01-14"),
        _TRACKED,
        "The owner of the path, to renew; the receiver, to leave.",
        (
            "Write a later `expires` and a reason that still holds.",
            "Or remove the delegation, its acceptance and the routes that rely on it.",
        ),
    ),
    Status.RESERVED: Example(
        _ORDERING + '\n[[reserved]]\nprefix = "/ordering/status"\nreason = "the edge answers it"\n',
        ("ordering GET /ordering/status",),
        "The domain whose contract or claim takes the path.",
        ("Choose another path.", "For a wildcard that reaches there: list the paths that you serve."),
    ),
    Status.SHADOWED: Example(
        _ORDERING,
        ("ordering GET /ordering/v1/orders/{id}", "ordering GET /ordering/v1//orders/{id}"),
        "The domain itself. It is a warning.",
        ("Remove the one that is not meant.",),
    ),
    Status.PARAMETER_NAME_CLASH: Example(
        _ORDERING,
        ("ordering GET /ordering/v1/orders/{id}", "ordering GET /ordering/v1/orders/{orderId}/lines"),
        "The domain itself.",
        ("Use one name for the variable in every path below it.",),
    ),
    Status.HIDDEN_BY_MAPPING: Example(
        '[domains.ordering]\npaths = [\n    { host = "public", prefix = "/ordering" },\n'
        '    { host = "public", prefix = "/ordering/v2" },\n]\n',
        (
            "ordering GET /ordering/v1/orders ordering-public",
            "ordering GET /ordering/v2/lines ordering-public",
            "ordering ANY /ordering/{version}/parts ordering-public",
            "ordering GET /ordering/v2/orders ordering-next-public",
        ),
        "The domain whose route it is. A route that is hidden as a whole is refused; a wildcard with a hole is a "
        "warning, since specific over wildcard is ordinary within one team.",
        (
            "Declare the path in the contract of the API that answers it.",
            "Or move one of the two APIs.",
        ),
    ),
    Status.CATCH_ALL: Example(
        '[domains.ordering]\npaths = [{ host = "public", prefix = "/" }]\n',
        (),
        "The domain that claims it.",
        ("Claim the prefixes that you need.",),
    ),
    Status.MAPPING_TAKEN: Example(
        _ORDERING,
        (
            "ordering GET /ordering/v1/orders ordering-public",
            "ordering GET /ordering/v2/orders ordering-next-public",
        ),
        "The domain itself.",
        (
            "Declare both in one contract.",
            "Or have the platform team add a longer claim, such as `/ordering/v2`, for one of them.",
        ),
    ),
    Status.LOOKALIKE: Example(
        _ORDERING + '\n[domains.billing]\npaths = [{ host = "public", prefix = "/Ordering" }]\n',
        (),
        "Both domains, with the platform team. It is a warning: the two paths never meet.",
        ("Choose a prefix that nobody mistakes for the other.",),
    ),
}
