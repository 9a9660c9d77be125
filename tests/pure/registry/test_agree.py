"""
The parts of the registry agree with each other.
"""

from __future__ import annotations

import pytest

from platform_constructs.errors import RegistryError
from platform_constructs.registry.read import read_registry
from tests.pure.registry.small_registry import SMALL


def _refusal(*changes: tuple[str, str]) -> tuple[str, str, object]:
    text = SMALL
    for old, new in changes:
        assert text.count(old) == 1, f"{old!r} must stand in the small registry once"
        text = text.replace(old, new)
    with pytest.raises(RegistryError) as caught:
        read_registry(text)
    return caught.value.code, caught.value.what, caught.value.got


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        (
            [("default = true", "")],
            ("REG-006", "exactly one environment must be the default", "none"),
        ),
        (
            [('region = "eu-central-1"\nstate', 'region = "eu-central-1"\ndefault = true\nstate')],
            ("REG-006", "exactly one environment must be the default", "production, sandbox"),
        ),
        (
            [("platform = true", "platform = false")],
            ("REG-006", "exactly one domain must be the platform team's own", "none"),
        ),
        (
            [("title = 'Orders'", "title = 'Orders'\nplatform = true")],
            ("REG-006", "exactly one domain must be the platform team's own", "ordering, platform"),
        ),
        (
            [('domain_name = { sandbox = "api.sandbox.meridian.example", ', "domain_name = { ")],
            ("REG-007", "host public has no domain_name in sandbox", "nothing"),
        ),
        (
            [('production = "meridian.example"', 'production = "meridian.test"')],
            ("REG-007", "api.meridian.example is not in the zone meridian.test", "meridian.test"),
        ),
        (
            [('production = "meridian.example"', 'production = "meridian.example", staging = "x.example"')],
            ("REG-008", "there is no environment staging", "staging"),
        ),
        (
            [('{ host = "public", prefix = "/ordering" }', '{ host = "pubic", prefix = "/ordering" }')],
            ("REG-008", "there is no host pubic", "pubic"),
        ),
        (
            [('to = "delivery"', 'to = "deliver"')],
            ("REG-008", "there is no domain deliver", "deliver"),
        ),
        (
            [('to = "delivery"', 'to = "ordering"')],
            ("REG-014", "ordering delegates /ordering/v1/tracking to itself", "ordering"),
        ),
        (
            [("first = 3000", "first = 2999")],
            ("REG-009", "the bands of ordering and delivery overlap", "2999 to 3999, and ordering has up to 2999"),
        ),
        (
            [("first = 2000, last = 2999", "first = 2000, last = 1000")],
            ("REG-009", "the band ends before it begins", "2000 to 1000"),
        ),
        (
            [('scope_prefix = "delivery"', 'scope_prefix = "ordering"')],
            ("REG-010", "delivery and ordering have the same scope_prefix", "ordering"),
        ),
        (
            [('packs = { baseline = "~= 1.0" }', 'packs = { baseline = "latest" }')],
            ("REG-011", "the range of pack baseline is not a version range", "latest"),
        ),
        (
            [('privacy = "~= 1.0"', 'privacy = ""')],
            ("REG-011", "the range of pack privacy is not a version range", '""'),
        ),
        (
            [('external-api = "~= 1.0"', 'external-api = "=== 1.0"')],
            ("REG-011", "the range of pack external-api is not a version range", "=== 1.0"),
        ),
        (
            [('aws_provider = ">= 5.100, < 7"', 'aws_provider = ">= < 7"')],
            ("REG-011", "aws_provider is not a version constraint", ">= < 7"),
        ),
        (
            [("210987654321", "123456789012"), ('region = "eu-central-1"\nstate', 'region = "eu-west-1"\nstate')],
            ("REG-012", "sandbox and production are the same account and region", "123456789012 in eu-west-1"),
        ),
        (
            [('production = "api.meridian.example"', 'production = "api.sandbox.meridian.example"')],
            (
                "REG-013",
                "api.sandbox.meridian.example is already the name of host public in production",
                "api.sandbox.meridian.example",
            ),
        ),
    ],
)
def test_contradictions_are_refused(changes: list[tuple[str, str]], refusal: tuple[str, str, str]):
    """Each contradiction has its code, says what contradicts what, and shows the value."""
    assert _refusal(*changes) == refusal


def test_neighbours_by_spelling_are_no_contradiction():
    """`meridian.order` and `meridian.ordering` are different event sources; bands may touch."""
    text = SMALL.replace('"meridian.delivery"', '"meridian.order"')

    assert read_registry(text).domains["delivery"].event_source == "meridian.order"


def test_overlapping_claims_are_not_the_registrys_error():
    """Overlapping paths and sources fail their own stacks only, so the registry is read all the same."""
    text = SMALL.replace('prefix = "/delivery"', 'prefix = "/ordering/v2"')
    text = text.replace('"meridian.delivery"', '"meridian.ordering.delivery"')

    delivery = read_registry(text).domains["delivery"]
    assert ("/ordering/v2", "meridian.ordering.delivery") == (delivery.claims[0].prefix, delivery.event_source)
