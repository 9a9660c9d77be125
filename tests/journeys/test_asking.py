"""
What anybody may ask, without Node being started.
"""

import pytest


def test_a_code_is_explained(sample):
    """
    Rules, errors and checkov checks are explained; a rule also by its name.
    """
    by_code, by_name = sample.paved("explain", "APIGW-001"), sample.paved("explain", "open-method")

    assert (0, by_code.out) == (by_name.code, by_name.out)
    assert "baseline 1.0.0 block; " in by_code.out
    assert "; external-api 1.0.0 block; " in by_code.out
    assert "baseline 1.0.0 skips it" in sample.paved("explain", "CKV_AWS_120").out
    for unknown in ("DECL-999", "open-metod", "nobody"):
        assert "error[DECL-034]" in sample.paved("explain", unknown).err
    assert "did you mean open-method?" in sample.paved("explain", "open-metod").err


def test_a_stacks_settings_are_explained(sample):
    """
    Every setting comes with the packs that had a say, the deciding one first.
    """
    ended = sample.paved("explain", "ordering")

    assert (
        "  throttle.rate_per_second = 200\n"
        "    200, because external-api 1.0.0 prefers it and ordering asked for nothing\n"
        "    baseline 1.0.0 allows at most 2000\n"
        "    external-api 1.0.0 allows at most 500\n"
    ) in ended.out


def test_routes_are_listed_with_owner_and_scopes(sample):
    """
    Each route has its owner, stack, operation and the scopes that let a caller in.
    """
    routes = {(one["method"], one["path"]): one for one in sample.paved("routes", "--format", "json").json["routes"]}
    found = routes["GET", "/ordering/v1/orders/{orderId}"]

    assert ("ordering", "ordering-public", "getOrder", ["ordering/orders.read"]) == (
        found["domain"],
        found["stack"],
        found["operation"],
        found["scopes"],
    )
    assert 52 == len(routes)


@pytest.mark.parametrize(
    ("method", "url", "code", "said"),
    [
        (
            "GET",
            "https://api.sandbox.meridian.example/ordering/v1/orders/42",
            0,
            "answers   getOrder of ordering-public",
        ),
        ("get", "api.sandbox.meridian.example/ordering/v1/orders/42", 0, "answers   getOrder of ordering-public"),
        ("GET", "/ordering/v1/nothing", 0, "answers   nothing: no contract declares it"),
        ("GET", "/nobody/v1/x", 1, "status    Orphaned"),
        ("GET", "https://api.meridian.example/ordering/v1/orders", 1, "it belongs to production"),
        ("GET", "https://elsewhere.example/x", 1, "no host of the registry has this name"),
        ("FETCH", "/ordering", 2, "error[DECL-035]"),
    ],
)
def test_whose_a_url_is(sample, method, url, code, said):
    """
    A URL is answered with its owner, what serves it and whom to ask, also when it is nobody's.
    """
    ended = sample.paved("whoowns", method, url)

    assert code == ended.code
    assert said in ended.out + ended.err
