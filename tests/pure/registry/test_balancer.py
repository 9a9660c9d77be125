"""
What the registry says of the load balancer is read, or refused with line, key and fix.
"""

from __future__ import annotations

import pytest

from platform_constructs.errors import RegistryError
from platform_constructs.model.host import Balancer, PrivateLink
from platform_constructs.registry.provider_range import allows_older_than
from platform_constructs.registry.read import read_registry
from tests.pure.registry.small_registry import SMALL

NAMES = """\
[balancer]
domain_name = { sandbox = "services.sandbox.meridian.example", production = "services.meridian.example" }
zone = { sandbox = "sandbox.meridian.example", production = "meridian.example" }
"""


def _refusals(text: str) -> list[tuple[str, str, object]]:
    with pytest.raises(RegistryError) as caught:
        read_registry(text)
    first = (caught.value.code, caught.value.what.partition(" (")[0], caught.value.got)
    return [first, *(("", note.partition("\n")[0], None) for note in getattr(caught.value, "__notes__", ()))]


def test_an_organisation_need_not_have_a_load_balancer() -> None:
    """Without the table there is none."""
    assert read_registry(SMALL).balancer is None


def test_what_is_said_is_read() -> None:
    """Unless it says otherwise, API Gateway comes in by a network load balancer: that works with every provider."""
    expected = Balancer(
        domain_name={"production": "services.meridian.example", "sandbox": "services.sandbox.meridian.example"},
        zone={"production": "meridian.example", "sandbox": "sandbox.meridian.example"},
        private_link=PrivateLink.NETWORK_LOAD_BALANCER,
    )

    assert expected == read_registry(f"{SMALL}\n{NAMES}").balancer


def test_each_host_has_a_name_of_its_own_at_the_load_balancer() -> None:
    """So that one path may lead elsewhere by the host."""
    balancer = read_registry(f"{SMALL}\n{NAMES}").balancer

    assert balancer is not None
    assert "public.services.meridian.example" == balancer.name_of("public", "production")


@pytest.mark.parametrize(
    ("old", "new", "code", "what", "got"),
    [
        (
            'sandbox = "services.sandbox.meridian.example", ',
            "",
            "REG-080",
            "balancer has no domain_name in sandbox",
            "nothing",
        ),
        (
            ', production = "meridian.example" }',
            " }",
            "REG-080",
            "balancer has no zone in production",
            "nothing",
        ),
        (
            'zone = { sandbox = "sandbox.meridian.example"',
            'zone = { sandbox = "sandbox.meridian.test"',
            "REG-080",
            "services.sandbox.meridian.example is not in the zone sandbox.meridian.test",
            "sandbox.meridian.test",
        ),
        (
            'zone = { sandbox = "sandbox.meridian.example"',
            'zone = { sandbx = "meridian.example", sandbox = "sandbox.meridian.example"',
            "REG-008",
            "there is no environment sandbx",
            "sandbx",
        ),
        (
            '"services.meridian.example"',
            f'"{"a" * 48}.meridian.example"',
            "REG-081",
            "the first name of a certificate has at most 64 characters",
            "65 characters",
        ),
        (
            '"services.meridian.example"',
            '"api.meridian.example"',
            "REG-082",
            "api.meridian.example would lead to the load balancer, and is the name of host public in production",
            "api.meridian.example",
        ),
        (
            "[balancer]",
            '[balancer]\nprivate_link = "load-balancer"',
            "REG-083",
            'private_link = "load-balancer" needs hashicorp/aws 6.25 or newer, and aws_provider allows older ones',
            ">= 5.100, < 7",
        ),
        (
            "[balancer]",
            '[balancer]\nprivate_link = "vpc-lattice"',
            "REG-005",
            "private_link must be network-load-balancer or load-balancer",
            "vpc-lattice",
        ),
        ("[balancer]", "[balancer]\nlink = 1", "REG-002", "balancer has no key link", "link"),
    ],
)
def test_what_contradicts_the_rest_is_refused(old: str, new: str, code: str, what: str, got: str) -> None:
    """Every environment has a name in its zone that nobody calls already, and the provider can do what is asked."""
    assert NAMES.count(old) == 1

    assert [(code, what, got)] == _refusals(f"{SMALL}\n{NAMES.replace(old, new)}")


def test_a_host_whose_name_would_be_the_load_balancers_is_refused() -> None:
    """`public.` below the load balancer's name leads to it, whoever has that name already."""
    text = f"{SMALL}\n{NAMES}".replace(
        'production = "api.meridian.example" }', 'production = "public.services.meridian.example" }'
    )

    assert "REG-082" == _refusals(text)[0][0]


def test_a_certificate_has_no_more_names_than_aws_granted() -> None:
    """The load balancer's own name and one for each host count."""
    text = f'{SMALL}"acm.names-per-certificate" = 1\n\n{NAMES}'
    what = "the load balancer's certificate would have 2 names, its own and one for each host"

    assert [("REG-084", what, "AWS allows 1")] == _refusals(text)


def test_a_provider_new_enough_is_led_to_the_load_balancer_directly() -> None:
    """Then the table may ask for it."""
    text = SMALL.replace(">= 5.100, < 7", ">= 6.25, < 7")
    balancer = read_registry(f'{text}\n{NAMES}private_link = "load-balancer"\n').balancer

    assert balancer is not None
    assert PrivateLink.LOAD_BALANCER is balancer.private_link


@pytest.mark.parametrize(
    ("constraint", "older"),
    [
        (">= 6.25", False),
        (">= 6.25.0, < 7", False),
        ("~> 6.25", False),
        ("= 6.26.1", False),
        ("6.25", False),
        (">= 5.100, >= 6.30", False),
        (">= 7", False),
        ("> 6.24", True),
        (">= 6.24.9", True),
        ("~> 6.0", True),
        ("< 7", True),
        ("!= 6.30, < 7", True),
        ("rubbish", True),
        ("", True),
    ],
)
def test_a_range_is_read_for_its_oldest_version(constraint: str, older: bool) -> None:
    """The highest lower bound decides; without one, anything passes."""
    assert older is allows_older_than(constraint, (6, 25, 0))
