"""
The rule WAF-009, counted-managed-rule.
"""

from __future__ import annotations

from collections.abc import Mapping

from platform_constructs.model.verdict import Failed, NotConcerned, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown, Value


@rule(
    "WAF-009",
    "counted-managed-rule",
    concerns={"wafv2.rule"},
    severity="medium",
    references=("AWS WAF guidance: override, then match the label",),
    controls=("WAF-10", "WAF-12"),
)
def counted_managed_rule(rule: Resource) -> Verdict:
    """
    ## What it does
    Finds single rules of a managed group that are overridden to Allow, or to Count (or excluded) while no
    later rule blocks on their label. HostingProviderIPList may count: partners' servers stand in data
    centres. SizeRestrictions_BODY may count where a rule of ours blocks large bodies.

    ## Why is this bad?
    The exception that was needed on one path holds on every path: the protection is gone for the whole API.

    ## Example
    ```json
    {"rule_action_override": [{"name": "CrossSiteScripting_BODY", "action_to_use": {"count": {}}}]}
    ```

    Use instead:
    ```json
    {"and_statement": {"statement": [{"label_match_statement": {"scope": "LABEL",
       "key": "awswaf:managed:aws:core-rule-set:CrossSiteScripting_Body"}}]}}
    ```
    """
    group = "statement.managed_rule_group_statement"
    if not rule.blocks(group):
        return NotConcerned()
    overrides = rule.blocks(f"{group}.rule_action_override")
    for override in overrides:
        if override.blocks("action_to_use.allow"):
            return _failed("a rule of the group lets what it matches past every later rule", override["name"])
    counted = [override for override in overrides if override.blocks("action_to_use.count")]
    for override in (*counted, *rule.blocks(f"{group}.excluded_rule")):
        match override["name"]:
            case Known("HostingProviderIPList"):
                continue
            case Known(str() as counts) if any(_replaces(other, counts, rule) for other in _rules(rule)):
                continue
            case Unknown(expression=expression) | Ref(expression=expression):
                return Undecided(expression)
            case name:
                return _failed("a rule of the group only counts, and nothing blocks on its label", name)
    return Passed()


def _failed(because: str, name: Value) -> Failed:
    return Failed(
        because=because,
        fix="add a later rule that blocks on its label outside the excepted path, or drop the override",
        got=str(name.value) if isinstance(name, Known) else "",
    )


def _rules(rule: Resource) -> list[Resource]:
    parts = rule.view.of_type("wafv2.rule") if rule.view is not None else ()
    return [part for part in parts if part.parent is rule.parent and part is not rule]


def _replaces(other: Resource, name: str, rule: Resource) -> bool:
    if not other.blocks("action.block"):
        return False
    statement = other.body.get("statement")
    labels = [
        str(each.get("key", "")) for each in _inside(statement, "label_match_statement") if isinstance(each, Mapping)
    ]
    if any(label.rpartition(":")[2].lower() == name.lower() for label in labels):
        match other.number("priority"), rule.number("priority"):
            case Known(int() as later), Known(int() as earlier):
                return later > earlier  # a label exists only behind the rule that gives it
    sizes = [each for each in _inside(statement, "size_constraint_statement") if isinstance(each, Mapping)]
    return name == "SizeRestrictions_BODY" and any(_inside(each, "body") for each in sizes)


def _inside(value: object, wanted: str) -> list[object]:
    """Return what stands under a key, at any depth. Never recurses."""
    found: list[object] = []
    stack = [value]
    while stack:
        here = stack.pop()
        if isinstance(here, Mapping):
            found += [inner for key, inner in here.items() if key == wanted]
            stack += here.values()
        elif isinstance(here, list):
            stack += here
    return found
