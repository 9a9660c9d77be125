"""
A contract held against a profile.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.options import Option, Options
from platform_constructs.contracts.lint.parts import ApiPart, OperationPart, ParameterPart, PropertyPart, SchemaPart
from platform_constructs.contracts.lint.profile import Profile, RuleLevel
from platform_constructs.contracts.lint.run import lint
from platform_constructs.model.verdict import Level
from tests.pure.contracts.lint.standing import ORDERS, TODAY, a_profile, a_rule, document, dumped, found_by


def each(part, options):
    yield Breach(part.node, "it is there", "take it away", part.text("operationId"))


def of_parameter(part, options):
    yield Breach(part.node, "it is there", "take it away", part.name)


def test_a_finding_says_where_whose_and_how_much():
    """A breach becomes a finding of the contract's owner, at the operation that waivers name."""
    [first, _] = found_by(a_rule(OperationPart, each), document(), Level.WARN)

    assert [
        "warn[API-901] it is there",
        "  at   orders/openapi.yaml:6 (/paths/~1orders/get)",
        "  in   ordering-public: listOrders",
        "  got  listOrders",
        "  fix  take it away",
        "  who  ordering",
        "  more `paved explain API-901`",
    ] == str(first.finding).splitlines()


def test_a_rule_that_is_off_is_not_asked():
    """A rule the profile has off, or does not name, is never called."""

    def never(part, options):
        raise AssertionError("asked")
        yield

    rules = {"API-901": a_rule(OperationPart, never), "API-902": a_rule(OperationPart, never, "API-902")}

    assert () == lint(document(), rules, a_profile(API_901=Level.OFF), today=TODAY)


def test_a_rule_gets_the_options_of_its_profile():
    """What the profile chose is what the rule is asked with; otherwise its defaults."""

    def said(part, options):
        yield Breach(part.node, options.text("casing"), "take it away")

    rule = a_rule(ApiPart, said, options={"casing": Option("snake", "How.")})
    chosen = replace(a_profile(API_901=Level.WARN), options={"API-901": Options({"casing": "camel"})})

    assert ["snake"] == [one.finding.what for one in found_by(rule, document())]
    assert ["camel"] == [one.finding.what for one in lint(document(), {rule.code: rule}, chosen, today=TODAY)]


def test_a_dated_level_blocks_from_its_day():
    """A level may announce the day from which it blocks; until then the finding says so."""
    rule = a_rule(ApiPart, each)
    dated = Profile("x", "x", levels={"API-901": RuleLevel(Level.WARN, date(2027, 1, 1))})

    told = [
        lint(document(), {rule.code: rule}, dated, today=day)[0].finding
        for day in (date(2026, 12, 31), date(2027, 1, 1))
    ]

    assert [(Level.WARN, date(2027, 1, 1)), (Level.BLOCK, None)] == [(one.level, one.blocks_from) for one in told]


@pytest.mark.parametrize("level", [Level.ADVISE, Level.WARN, Level.BLOCK])
def test_a_rule_that_breaks_down_has_not_judged(level):
    """What a rule raises is a finding at the rule's own level, never a pass; what it found before is kept."""

    def broken(part, options):
        yield Breach(part.node, "it is there", "take it away", "x")
        raise KeyError("boom")

    found = found_by(a_rule(ApiPart, broken), document(), level)

    assert [("API-901", level, "x"), ("CON-108", level, "KeyError: 'boom'")] == sorted(
        (one.finding.code, one.finding.level, one.finding.got) for one in found
    )


def test_a_rule_that_yields_no_breach_has_not_judged():
    """Anything but a breach is the rule's fault."""

    def odd(part, options):
        yield "wrong"

    [one] = found_by(a_rule(ApiPart, odd), document())

    assert ("CON-108", "TypeError: str is no Breach") == (one.finding.code, one.finding.got)


def test_the_order_is_decided():
    """Findings are sorted by place and code, whatever order rules and parts come in."""
    rules = {
        code: a_rule(kind, each, code)
        for code, kind in (("API-903", OperationPart), ("API-901", SchemaPart), ("API-902", PropertyPart))
    }
    profile = a_profile(API_901=Level.WARN, API_902=Level.WARN, API_903=Level.WARN)

    once = lint(document(), rules, profile, today=TODAY)
    again = lint(document(), dict(reversed(rules.items())), profile, today=TODAY)

    assert once == again
    assert [one.finding.order for one in once] == sorted(one.finding.order for one in once)


def test_fingerprints_survive_what_stands_before():
    """A comment, another operation or another parameter before it changes no fingerprint and no lasting pointer."""
    rule = a_rule(ParameterPart, of_parameter)

    def change(said):
        said["paths"]["/orders"]["get"]["parameters"].insert(0, {"name": "new", "in": "query"})
        said["paths"] = {"/other": {"get": {"responses": {}}}, **said["paths"]}

    before = {one.finding.got: (one.at, one.mark) for one in found_by(rule, document())}
    after = {one.finding.got: (one.at, one.mark) for one in found_by(rule, dumped(change))}

    assert "/paths/~1orders/get/parameters/limit:query" == before["limit"][0]
    assert before == {name: after[name] for name in before}
    assert "/paths/~1other/get" not in str(before)


def test_a_waiver_covers_all_that_a_rule_finds_in_an_operation():
    """All findings of a rule in one operation share a fingerprint, which changes with any of them."""
    rule = a_rule(ParameterPart, of_parameter)

    def change(said):
        said["paths"]["/orders"]["get"]["parameters"].append({"name": "sort", "in": "query"})

    before = {one.finding.fingerprint for one in found_by(rule, document())}
    after = {one.finding.fingerprint for one in found_by(rule, dumped(change))}

    assert 1 == len(before) == len(after)
    assert before != after


@pytest.mark.parametrize(
    ("key", "home"),
    [
        ("info", "/info"),
        ("paths", "/paths"),
        ("paths./orders", "/paths/~1orders"),
        ("paths./orders.get", "listOrders"),
        ("paths./orders.get.responses.200", "listOrders"),
        ("components.schemas.Order", "/components/schemas/Order"),
        ("components.schemas.Order.properties.id", "/components/schemas/Order"),
        ("components.responses.Problem.content", "/components/responses/Problem"),
        ("", "#"),
    ],
)
def test_a_place_is_called_by_what_it_belongs_to(key, home):
    """Waivers name an operation by its id, a component by its pointer, the document by #."""

    def there(part, options):
        node = part.node
        for token in filter(None, key.split(".")):
            node = node.child(token)
        yield Breach(node, "it is there", "take it away")

    [one] = found_by(a_rule(ApiPart, there), document())

    assert home == one.finding.address


def test_an_operation_without_an_id_is_called_by_its_pointer():
    """Any OpenAPI file can be linted, so an operation may lack the id that waivers name."""

    def change(said):
        del said["paths"]["/orders"]["get"]["operationId"]

    [first, _] = found_by(a_rule(OperationPart, each), dumped(change))

    assert "/paths/~1orders/get" == first.finding.address


def test_a_place_in_another_file_names_the_file():
    """What stands in another file of the contract is called by that file, too."""
    other = "Thing: {type: object, properties: {a: {type: string}}}"
    text = ORDERS.replace("'#/components/schemas/Page'", "'thing.yaml#/Thing'")

    found = found_by(a_rule(SchemaPart, each), document(text, thing=other))

    assert {"thing.yaml#/Thing"} == {one.finding.address for one in found if one.finding.at.file == "orders/thing.yaml"}
