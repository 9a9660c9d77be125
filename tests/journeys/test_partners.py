"""
A partner comes, calls, and goes: one command and one review each.
"""

from __future__ import annotations

import json

from tests.journeys.conftest import ROOT

FILE = "platform/partners.toml"
ADD = ("partner", "add", "contoso", "--contact", "it@contoso.example", "--scope", "quoting/quotes.read")
DAY = ("--as-of", "2026-11-23")


def _addresses(sample) -> dict[str, str]:
    document = json.loads(sample.output()["stacks/platform-partners/cdk.tf.json"])
    return {
        f"{type}.{name}": json.dumps(body, sort_keys=True)
        for type, of in document["resource"].items()
        for name, body in of.items()
    }


def test_a_partner_is_added_by_one_command_and_changes_its_own_resources_only(sample):
    """
    The table joins the file, the synth passes, and the difference in Terraform is that partner's resources.
    """
    text = sample.path(FILE).read_text()
    assert 0 == sample.paved("synth", "platform-partners", *DAY).code
    before = _addresses(sample)

    added = sample.paved(*ADD, "--title", "Contoso", "--address", "192.0.2.0/28", "--expires", "2027-03-01", *DAY)
    assert (0, "") == (added.code, added.error)
    assert added.out.endswith(
        "partner: written to stacks/domains/platform/partners.toml; "
        "platform-team (platform@meridian.example) reviews it\n"
    )
    assert sample.path(FILE).read_text() == (
        f"{text}\n[partners.contoso]\n"
        'title = "Contoso"\n'
        'contact = "it@contoso.example"\n'
        'scopes = ["quoting/quotes.read"]\n'
        "rate_per_second = 5\n"
        "burst = 10\n"
        "requests_per_day = 10000\n"
        "rotation_days = 60\n"
        "overlap_days = 7\n"
        'addresses = ["192.0.2.0/28"]\n'
        "expires = 2027-03-01\n"
    )

    assert 0 == sample.paved("synth", "platform-partners", *DAY).code
    after = _addresses(sample)
    assert before == {name: body for name, body in after.items() if name in before}
    assert 8 == len(after.keys() - before.keys())
    assert all(".partner-contoso_" in name for name in after.keys() - before.keys())

    removed = sample.paved("partner", "remove", "contoso", *DAY)
    assert 0 == removed.code
    assert text == sample.path(FILE).read_text()


def test_whoever_is_handed_over_to_gets_a_sheet_without_a_secret(sample):
    """
    Where tokens come from, what each scope opens, the limits, and commands that fetch what is secret.
    """
    shown = sample.paved("partner", "show", "northwind", "--environment", "production", *DAY)

    assert (0, "") == (shown.code, shown.error)
    assert shown.out.startswith("# Northwind Telecom at Meridian Connect, production\n")
    for said in (
        "https://meridian-connect-production.auth.eu-west-1.amazoncognito.com/oauth2/token\n",
        "Hosts: https://api.meridian.example\n",
        "| `ordering/orders.write` | `POST /ordering/v1/orders`, `PATCH /ordering/v1/orders/{orderId}` |\n",
        "- 20 requests per second, 40 at once, 50000 per day; beyond that the answer is 429: wait, and try again.\n",
        "aws secretsmanager get-secret-value --secret-id meridian-production-platform-partners/northwind ",
        "--query \"items[?name=='meridian-production-platform-partners-northwind'].value\"",
    ):
        assert said in shown.out, said


def test_rotating_is_asked_of_aws_by_whoever_may(sample):
    """
    The command is all that is printed, so that it can be piped into a shell.
    """
    asked = sample.paved("partner", "rotate", "northwind", *DAY)

    assert (
        "aws secretsmanager rotate-secret --secret-id meridian-sandbox-platform-partners/northwind --region eu-west-1\n"
        == asked.out
    )
    assert "the old secret is valid for 7 days more" in asked.err


def test_partners_are_listed_where_they_are_partners(sample):
    """
    With what is open to them; and an ending agreement is called to mind.
    """
    everywhere = sample.paved("partner", "--format", "json", *DAY).json
    production = sample.paved("partner", "list", "--environment", "production", *DAY)
    ending = sample.paved("partner", "list", "--as-of", "2027-08-20")
    over = sample.paved("partner", "list", "--as-of", "2027-09-20")

    assert ["fabrikam-fibre", "northwind"] == [one["name"] for one in everywhere["partners"]]
    assert "GET /quoting/v1/product-offerings" in everywhere["partners"][1]["opens"]
    assert production.out.endswith("1 partner in production\n")
    assert (0, True) == (ending.code, "warn[PTR-022] the agreement with fabrikam-fibre ends in 11 days" in ending.out)
    assert (1, True) == (over.code, "block[PTR-021] the agreement with fabrikam-fibre is over" in over.out)


def test_a_partner_that_a_synth_would_refuse_is_not_written(sample):
    """
    A scope of no contract, a range of everybody, a name that is taken: the file stays as it was.
    """
    text = sample.path(FILE).read_text()
    for change, code in (
        (("partner", "add", "contoso", "--contact", "it@contoso.example", "--scope", "quoting/quote.read"), "PTR-020"),
        ((*ADD, "--address", "0.0.0.0/0"), "PTR-010"),
        ((*ADD, "--rotation-days", "365"), "PTR-011"),
        ((*ADD, "--burst", "5000"), "PTR-024"),
        (("partner", "add", "northwind", *ADD[3:]), "PTR-034"),
        (("partner", "add", "Contoso", *ADD[3:]), "PTR-005"),
        ((*ADD, "--title", '"]\n[partners.evil]'), "PTR-005"),
        (("partner", "remove", "northwnd"), "PTR-033"),
    ):
        ended = sample.paved(*change, *DAY)
        assert 0 != ended.code
        assert f"[{code}]" in ended.out + ended.error, ended
        assert text == sample.path(FILE).read_text()


def test_without_a_file_of_partners_the_way_to_one_is_said(sample):
    """
    A project that declares none is told what to add.
    """
    stack = sample.path("platform/stack.py").read_text()
    lines = [line for line in stack.splitlines() if not line.startswith("partners = ")]
    sample.write("platform/stack.py", "\n".join(lines))

    ended = sample.paved("partner", "list", *DAY)

    assert 2 == ended.code
    assert "error[PTR-032]" in ended.error
    assert 'fix  add partners = Partners(domain="platform")' in ended.error


def test_a_call_of_a_suppliers_api_needs_a_key_beside_the_token(sample):
    """
    The partner pack asks for both in one requirement; where it does not bind, a token is enough.
    """
    sample.write("platform.toml", (ROOT / "platform.toml").read_text())
    assert 0 == sample.paved("synth", "suppliers", "quoting", *DAY).code
    written = {
        stack: json.loads(sample.output()[f"stacks/{stack}/cdk.tf.json"])["resource"]["aws_api_gateway_rest_api"]
        for stack in ("suppliers-public", "quoting-public")
    }
    bodies = {stack: json.loads(next(iter(of.values()))["body"]) for stack, of in written.items()}
    asked = {
        stack: {
            frozenset(way)
            for item in body["paths"].values()
            for method, operation in item.items()
            if method != "parameters"
            for way in operation["security"]
        }
        for stack, body in bodies.items()
    }

    assert {frozenset({"cognito", "key"})} == asked["suppliers-public"]
    assert {frozenset({"cognito"})} == asked["quoting-public"]
    assert "HEADER" == bodies["suppliers-public"]["x-amazon-apigateway-api-key-source"]
    assert "x-amazon-apigateway-api-key-source" not in bodies["quoting-public"]
