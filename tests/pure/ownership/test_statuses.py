"""
Every status is said in these words, with its owner, place, other party, request and way out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pytest

from docs.status_pages import example_findings, status_pages
from platform_constructs.ownership.codes import CODES
from platform_constructs.ownership.examples import EXAMPLES
from platform_constructs.ownership.status import FAULTS, Status

MESSAGES: Final[Mapping[Status, tuple[str, ...]]] = {
    Status.ACCEPTED: (),
    Status.ORPHANED: (
        "block[OWN-001] /order/v1 is claimed by nobody; ordering may not declare it\n"
        "  at   stacks/domains/ordering/openapi.yaml:1\n"
        "  got  GET https://api.meridian.example/order/v1\n"
        "  fix  move it under /ordering\n"
        "  who  ordering\n"
        "  more `paved explain OWN-001`",
    ),
    Status.OUT_OF_SCOPE: (
        "block[OWN-002] /delivery/v1/slots belongs to delivery; ordering may not declare it\n"
        "  at   stacks/domains/ordering/openapi.yaml:1\n"
        "  got  GET https://api.meridian.example/delivery/v1/slots; delivery claims /delivery at platform.toml:4\n"
        "  fix  move it under /ordering, or have delivery delegate a part of its own\n"
        "  who  ordering\n"
        "  more `paved explain OWN-002`",
    ),
    Status.CONFLICTED: (
        "warn[OWN-003] billing cuts a hole in /ordering of ordering: /ordering/v2/invoices for billing\n"
        "  at   platform.toml:2 (domains.ordering.paths.0)\n"
        "  got  GET https://api.meridian.example/ordering/v2/invoices is nobody's until one of them yields\n"
        "  fix  have billing change platform.toml:7, or delegate /ordering/v2/invoices to billing\n"
        "  who  ordering\n"
        "  more `paved explain OWN-003`",
        "block[OWN-003] /ordering/v2/invoices of billing overlaps with /ordering of ordering\n"
        "  at   platform.toml:7 (domains.billing.paths.0)\n"
        "  got  GET https://api.meridian.example/ordering/v2/invoices would be both domains'\n"
        "  fix  change one, or have one delegate to the other; ordering's is at platform.toml:2\n"
        "  who  billing\n"
        "  more `paved explain OWN-003`",
        "block[OWN-003] /ordering/{proxy+} of ordering reaches into /ordering/v1/tracking of delivery\n"
        "  at   stacks/domains/ordering/openapi.yaml:1\n"
        "  got  GET https://api.meridian.example/ordering/v1/tracking/x; GET /ordering/v1/tracking/{id} at "
        "stacks/domains/delivery/openapi.yaml:2\n"
        "  fix  list the paths that ordering serves instead of a wildcard over delivery's\n"
        "  who  ordering\n"
        "  more `paved explain OWN-003`",
    ),
    Status.UNACCEPTED: (
        "warn[OWN-004] /ordering/v1/tracking was not both delegated by ordering and accepted by delivery\n"
        "  at   platform.toml:6 (delegations.0)\n"
        "  got  /ordering/v1/tracking\n"
        '  fix  delivery adds {from = "ordering", host = "public", prefix = "/ordering/v1/tracking"} to '
        "its accepts\n"
        "  who  delivery\n"
        "  more `paved explain OWN-004`",
        "block[OWN-004] /ordering/v1/tracking/{id} belongs to ordering; its delegation to delivery is only half "
        "there\n"
        "  at   stacks/domains/delivery/openapi.yaml:1\n"
        "  got  GET https://api.meridian.example/ordering/v1/tracking/x; the delegation is at platform.toml:6\n"
        '  fix  delivery adds {from = "ordering", host = "public", prefix = "/ordering/v1/tracking"} to '
        "its accepts\n"
        "  who  delivery\n"
        "  more `paved explain OWN-004`",
    ),
    Status.EXPIRED: (
        "warn[OWN-005] ordering's delegation of /ordering/v1/tracking to delivery has expired\n"
        "  at   platform.toml:7 (delegations.0)\n"
        "  got  /ordering/v1/tracking\n"
        "  fix  ordering renews the delegation with a new date, or removes it; it held until 2027-01-14\n"
        "  who  delivery\n"
        "  more `paved explain OWN-005`",
        "block[OWN-005] /ordering/v1/tracking/{id} belongs to ordering; its delegation to delivery has expired\n"
        "  at   stacks/domains/delivery/openapi.yaml:1\n"
        "  got  GET https://api.meridian.example/ordering/v1/tracking/x; the delegation is at platform.toml:7\n"
        "  fix  ordering renews the delegation with a new date, or removes it; it held until 2027-01-14\n"
        "  who  delivery\n"
        "  more `paved explain OWN-005`",
    ),
    Status.RESERVED: (
        "block[OWN-006] /ordering/status is reserved; ordering may not declare it\n"
        "  at   stacks/domains/ordering/openapi.yaml:1\n"
        "  got  GET https://api.meridian.example/ordering/status; /ordering/status: the edge answers it\n"
        "  fix  choose another path\n"
        "  who  ordering\n"
        "  more `paved explain OWN-006`",
    ),
    Status.SHADOWED: (
        "warn[OWN-007] GET /ordering/v1/orders/{id} can never be reached\n"
        "  at   stacks/domains/ordering/openapi.yaml:1\n"
        "  got  GET /ordering/v1//orders/{id} at stacks/domains/ordering/openapi.yaml:2 answers its requests\n"
        "  fix  remove the one that is not meant\n"
        "  who  ordering\n"
        "  more `paved explain OWN-007`",
    ),
    Status.PARAMETER_NAME_CLASH: (
        "block[OWN-008] one variable has two names below /ordering/v1/orders: {orderId} and {id}\n"
        "  at   stacks/domains/ordering/openapi.yaml:2\n"
        "  got  /ordering/v1/orders/{orderId}/lines, beside /ordering/v1/orders/{id} at "
        "stacks/domains/ordering/openapi.yaml:1\n"
        "  fix  rename {orderId} to {id} in every path below it\n"
        "  who  ordering\n"
        "  more `paved explain OWN-008`",
    ),
    Status.HIDDEN_BY_MAPPING: (
        "block[OWN-009] /ordering/v2/lines of ordering-public is hidden: ordering-next-public is mounted at "
        "/ordering/v2\n"
        "  at   stacks/domains/ordering/openapi.yaml:2\n"
        "  got  GET https://api.meridian.example/ordering/v2/lines goes to ordering-next-public\n"
        "  fix  declare it in ordering-next-public's contract, or move one of the two\n"
        "  who  ordering\n"
        "  more `paved explain OWN-009`",
        "warn[OWN-009] /ordering/{version}/parts of ordering-public has a hole: ordering-next-public is mounted "
        "at /ordering/v2\n"
        "  at   stacks/domains/ordering/openapi.yaml:3\n"
        "  got  GET https://api.meridian.example/ordering/v2/parts goes to ordering-next-public\n"
        "  fix  list the paths that ordering-public serves instead of a wildcard over ordering-next-public's\n"
        "  who  ordering\n"
        "  more `paved explain OWN-009`",
    ),
    Status.CATCH_ALL: (
        "block[OWN-010] ordering claims every path of host public; only the platform may\n"
        "  at   platform.toml:2 (domains.ordering.paths.0)\n"
        "  got  /\n"
        "  fix  claim the prefix you need, such as /ordering\n"
        "  who  ordering\n"
        "  more `paved explain OWN-010`",
    ),
    Status.MAPPING_TAKEN: (
        "block[OWN-011] ordering-public and ordering-next-public would both be mounted at /ordering of host public\n"
        "  at   stacks/domains/ordering/openapi.yaml:1\n"
        "  got  /ordering\n"
        "  fix  declare them as one contract, or claim a longer prefix for one of them\n"
        "  who  ordering\n"
        "  more `paved explain OWN-011`",
    ),
    Status.LOOKALIKE: (
        "warn[OWN-020] /ordering of ordering reads like /Ordering of billing\n"
        "  at   platform.toml:2 (domains.ordering.paths.0)\n"
        "  got  GET https://api.meridian.example/ordering is another path than GET "
        "https://api.meridian.example/Ordering\n"
        "  fix  choose a prefix that nobody mistakes for the other; billing's is at platform.toml:5\n"
        "  who  ordering\n"
        "  more `paved explain OWN-020`",
        "warn[OWN-020] /Ordering of billing reads like /ordering of ordering\n"
        "  at   platform.toml:5 (domains.billing.paths.0)\n"
        "  got  GET https://api.meridian.example/Ordering is another path than GET "
        "https://api.meridian.example/ordering\n"
        "  fix  choose a prefix that nobody mistakes for the other; ordering's is at platform.toml:2\n"
        "  who  billing\n"
        "  more `paved explain OWN-020`",
    ),
}


@pytest.mark.parametrize("status", Status)
def test_a_status_is_said_in_these_words(status: Status):
    """The example of each status gets this whole message, or these, and no other with its code."""
    assert MESSAGES[status] == tuple(map(str, example_findings(status)))


def test_every_status_is_explained_and_shown():
    """Each status but Accepted has a code, an explanation that begins with its name, an example, and a page."""
    assert set(EXAMPLES) == set(Status) == {Status.ACCEPTED, *FAULTS}
    assert [] == [status for status, fault in FAULTS.items() if not CODES[fault.code].startswith(f"{status}: ")]
    assert {"statuses/README.md", *(f"statuses/{status}.md" for status in Status)} == set(status_pages())


def test_the_example_of_accepted_is_accepted():
    """Nothing at all is said of the example of Accepted, and its page shows a chain with a delegation."""
    assert () == example_findings(Status.ACCEPTED)
    assert (
        "Accepted: /ordering by ordering, then /ordering/v1/tracking by delivery"
        in (status_pages()["statuses/Accepted.md"])
    )
