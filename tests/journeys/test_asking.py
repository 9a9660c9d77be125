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
        found["owner"],
        found["stack"],
        found["operation"],
        found["scopes"],
    )
    assert 55 == len(routes)


@pytest.mark.parametrize(
    ("method", "url", "code", "said"),
    [
        (
            "GET",
            "https://api.sandbox.meridian.example/ordering/v1/orders/42",
            0,
            "answers     getOrder of ordering-public",
        ),
        ("get", "api.sandbox.meridian.example/ordering/v1/orders/42", 0, "answers     getOrder of ordering-public"),
        ("GET", "/ordering/v1/nothing", 0, "answers     nothing: no contract declares it"),
        ("GET", "/nobody/v1/x", 1, "status      Orphaned"),
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


def test_what_stands_in_the_way_of_a_request(sample):
    """For machines, too: the chain, the gateway object with authorizer, web ACL and throttle, and what is not known."""
    answer = sample.paved("whoowns", "POST", "/ordering/v1/orders", "--format", "json").json

    serving = answer["serving"]
    assert [("ordering", "/ordering", None)] == [
        (one["domain"], one["prefix"], one["given_by"]) for one in answer["chain"]
    ]
    assert ("meridian-sandbox-ordering-public", "live", "POST", "/v1/orders") == (
        serving["api"],
        serving["stage"],
        serving["method"],
        serving["resource"],
    )
    assert "/meridian/sandbox/platform-identity/user-pool-arn" == serving["authorizer"]
    assert {"burst": 50, "own": True, "rate_per_second": 100} == serving["throttle"]
    assert "rate-per-ip" in serving["web_acl"]["rules"]
    assert (None, None) == (answer["alarms"], answer["terraform"])


def test_what_is_built_for_a_request(sample):
    """With --built, the answering stack's resources are named as Terraform knows them, and whether it has alarms."""
    ended = sample.paved("whoowns", "--built", "GET", "/ordering/v1/tracking/7")

    assert 0 == ended.code
    assert "claim       /ordering/v1/tracking by delivery, given by ordering" in ended.out
    assert "terraform   aws_api_gateway_stage.rest-api_stage_" in ended.out
    assert "\n  alarm       " in ended.out


def test_nobodys_path_names_whom_to_ask(sample):
    """What nobody claims shows the nearest claim, and whom to ask about it."""
    ended = sample.paved("whoowns", "GET", "/orderin/v1")

    assert 1 == ended.code
    assert "nearest     /ordering by ordering" in ended.out
    assert "ask         ordering (Service orders), ordering@meridian.example" in ended.out
