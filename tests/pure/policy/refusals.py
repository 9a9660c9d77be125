"""
What is refused, and the whole text of each refusal: what a pack's author, a rule's author and a domain are told.

`python -m tests.pure.policy.refusals` writes the golden files anew. Read the difference as the one who is refused.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from platform_constructs.errors import PackError
from platform_constructs.model.place import Place
from platform_constructs.policy.judging.hatch import hatch_findings
from platform_constructs.policy.packs.pack import read_pack
from platform_constructs.policy.rule import Rule
from tests.pure.policy.samples import open_operation

__all__ = ["FOLDER", "REFUSALS", "golden"]

FOLDER: Final = Path(__file__).parents[2] / "golden" / "refusals"
HEAD: Final = """\
name = "external-api"
version = "1.2.0"
summary = "What an API that partners reach must have."
since_last = "burst limit falls from 400 to 200."
"""
PACKS: Final[Mapping[str, str]] = {
    "no toml": HEAD + "x = = 1",
    "no name": HEAD.replace('name = "external-api"\n', ""),
    "odd name": HEAD.replace("external-api", "External API"),
    "odd version": HEAD.replace("1.2.0", "1.2"),
    "another version than the file": HEAD.replace("1.2.0", "1.3.0"),
    "another name than the folder": HEAD.replace("external-api", "internal-api"),
    "a key nobody reads": HEAD + 'framework = ["a"]',
    "frameworks that are a text": HEAD + 'frameworks = "PCI DSS"',
    "settings that are a text": HEAD + 'settings = "x"',
    "an unknown setting": HEAD + '[settings]\n"throttle.bursd" = { at_most = 1 }',
    "a setting without a table": HEAD + '[settings]\n"throttle.burst" = 7',
    "a default alone": HEAD + '[settings]\n"throttle.burst" = { default = 7 }',
    "a word nobody reads in a setting": HEAD + '[settings]\n"throttle.burst" = { at_moost = 7 }',
    "bounds that cross": HEAD + '[settings]\n"throttle.burst" = { at_most = 5, at_least = 6 }',
    "a kind for another type": HEAD + '[settings]\n"tracing.enabled" = { at_least = 1 }',
    "a value of another type": HEAD + '[settings]\n"throttle.burst" = { at_most = true }',
    "a value out of reach": HEAD + '[settings]\n"integration.timeout_ms" = { at_most = 30000 }',
    "a value that is not legal": HEAD + '[settings]\n"logs.retention_days" = { exactly = 366 }',
    "a default that is not legal": HEAD + '[settings]\n"logs.retention_days" = { at_least = 365, default = 366 }',
    "a default of another type": HEAD + '[settings]\n"throttle.burst" = { at_most = 5, default = "x" }',
    "a default outside": HEAD + '[settings]\n"throttle.burst" = { at_most = 5, default = 6 }',
    "one of nothing": HEAD + '[settings]\n"identity.mfa" = { one_of = [] }',
    "one of a text": HEAD + '[settings]\n"identity.mfa" = { one_of = "ON" }',
    "one of very many": HEAD + f'[settings]\n"throttle.burst" = {{ one_of = {list(range(1, 102))} }}',
    "a misspelt choice": HEAD + '[settings]\n"execution_log.level" = { one_of = ["ERR0R"] }',
    "a choice like nothing": HEAD + '[settings]\n"execution_log.level" = { one_of = ["zzzzzzzz"] }',
    "an unknown rule": HEAD + '[rules]\nAPIGW-099 = "block"',
    "a rule like nothing": HEAD + '[rules]\nZZZ-777 = "block"',
    "a misspelt level": HEAD + '[rules]\nAPIGW-001 = "blok"',
    "a level that is a number": HEAD + "[rules]\nAPIGW-001 = 3",
    "a word nobody reads in a rule": HEAD + '[rules]\nAPIGW-001 = { level = "warn", waiveable = false }',
    "waivable by word": HEAD + '[rules]\nAPIGW-001 = { level = "warn", waivable = "no" }',
    "blocking already": HEAD + '[rules]\nAPIGW-001 = { level = "block", block_from = 2027-01-01 }',
    "a date in quotes": HEAD + '[rules]\nAPIGW-001 = { level = "warn", block_from = "2027-01-01" }',
    "no check's id": HEAD + '[checkov]\nCKV-76 = "must-pass"',
    "a misspelt expectation": HEAD + '[checkov]\nCKV_AWS_76 = "pass"',
    "an expectation of no type": HEAD + "[checkov]\nCKV_AWS_76 = { must_pass = [] }",
    "an expectation of no real type": HEAD + '[checkov]\nCKV_AWS_76 = { must_pass = ["aws_a", "A B"] }',
    "an expectation of a number": HEAD + '[checkov]\nCKV_AWS_76 = { must_pass = ["aws_a", 3] }',
    "passed and skipped": HEAD + '[checkov]\nCKV_AWS_76 = { must_pass = ["aws_a"], skip = "x" }',
    "skipped for nothing": HEAD + '[checkov]\nCKV_AWS_76 = { skip = "" }',
}
_AT: Final = Place("stacks/domains/ordering/stack.py", 5)
_PREFIX: Final = "/meridian/sandbox/ordering-public/"
_ROAD: Final[dict[str, Any]] = {
    "terraform": {"backend": {"local": {"path": "state"}}},
    "provider": {"aws": [{"region": "eu-west-1", "default_tags": [{"tags": {"a": "b"}}]}]},
    "output": {"url": {"value": "x"}},
    "resource": {
        "aws_api_gateway_stage": {"live": {"stage_name": "live", "rest_api_id": "${aws_api_gateway_rest_api.api.id}"}},
        "aws_api_gateway_rest_api": {"api": {"name": "a", "body": "{}", "parameters": {"a": "b"}}},
        "aws_wafv2_web_acl_logging_configuration": {
            "acl": {"resource_arn": "${aws_wafv2_web_acl.acl.arn}", "log_destination_configs": ["a", "b"]}
        },
        "aws_kms_key": {"logs": {"policy": "{}", "lifecycle": {"ignore_changes": ["tags"], "prevent_destroy": True}}},
        "aws_iam_role": {"own": {"name": "own"}},
    },
}
_ADDED: Final = {
    "a parameter outside": ("aws_ssm_parameter", {"name": "/meridian/sandbox/other/x"}),
    "a parameter without a name": ("aws_ssm_parameter", {"insecure_value": "x"}),
    "a parameter that overwrites": ("aws_ssm_parameter", {"name": f"{_PREFIX}x", "overwrite": "true"}),
    "a parameter that overwrites nothing": ("aws_ssm_parameter", {"name": f"{_PREFIX}x", "overwrite": "false"}),
    "an attachment to nothing": ("aws_iam_role_policy", {"policy": "{}"}),
    "an attachment elsewhere": ("aws_iam_role_policy", {"role": "other"}),
    "an attachment to what is looked up": ("aws_iam_role_policy", {"role": "${data.aws_iam_role.own.name}"}),
    "an attachment to its own": ("aws_iam_role_policy", {"role": "${aws_iam_role.own.name}"}),
    "a file of the machine": ("aws_lambda_function", {"filename": "/etc/hostname"}),
    "a file that is a list": ("aws_lambda_function", {"filename": ["x"]}),
    "a file read": ("aws_sns_topic", {"name": '${file("/etc/hostname")}'}),
    "a file read beside a comment": ("aws_sns_topic", {"//": '${file("/etc/hostname")}', "name": "x"}),
    "a user": ("aws_iam_user", {"name": "x"}),
    "a type of another provider": ("null_resource", {}),
    "a lifecycle that hides": (
        "aws_sns_topic",
        {"lifecycle": {"ignore_changes": "all", "create_before_destroy": True}},
    ),
    "a lifecycle that is a text": ("aws_sns_topic", {"lifecycle": ["x"]}),
    "a provisioner": ("aws_sns_topic", {"provisioner": [{"local-exec": {"command": "x"}}]}),
}
_CHANGED: Final[Mapping[str, tuple[str, Any]]] = {
    "a region": ("provider/aws/0/region", "us-east-1"),
    "a provider taken away": ("provider", None),
    "a nested tag": ("provider/aws/0/default_tags/0/tags", {"a": "c", "d": "e"}),
    "a tag too many": ("provider/aws/0/default_tags/0/tags", {"a": "b", "d": "e"}),
    "a state of another kind": ("terraform/backend", {"remote": {}, "s3": {}}),
    "a section of its own": ("moved", [{"from": "a", "to": "b"}]),
    "an output": ("output/url/value", "y"),
    "an output that is a text": ("output/other", "y"),
    "resources that are a list": ("resource/aws_sns_topic", [{"x": {}}]),
    "a resource that is a text": ("resource/aws_sns_topic", {"x": "y"}),
    "resources that are a text": ("data", "x"),
    "a stage's name": ("resource/aws_api_gateway_stage/live/stage_name", "test"),
    "a stage's name taken away": ("resource/aws_api_gateway_stage/live/stage_name", None),
    "a value of a map": ("resource/aws_api_gateway_rest_api/api/parameters", {"a": "c"}),
    "a map for a text": ("resource/aws_api_gateway_rest_api/api/body", {"b": 1, "a": 2}),
    "one of two destinations": (
        "resource/aws_wafv2_web_acl_logging_configuration/acl/log_destination_configs",
        ["a", "c"],
    ),
    "a destination more": (
        "resource/aws_wafv2_web_acl_logging_configuration/acl/log_destination_configs",
        ["a", "b", "c"],
    ),
    "a count": ("resource/aws_kms_key/logs/count", 0),
    "ignored changes": ("resource/aws_kms_key/logs/lifecycle", {"ignore_changes": ["tags", "policy"]}),
    "the same ignored changes": (
        "resource/aws_kms_key/logs/lifecycle",
        [{"ignore_changes": ["tags"], "prevent_destroy": False}],
    ),
    "a resource taken away": ("resource/aws_kms_key", {}),
}
_RULES: Final[Mapping[str, dict[str, Any]]] = {
    "a code in small letters": {"code": "apigw-001"},
    "a name with a blank": {"name": "open method"},
    "no type": {"concerns": frozenset()},
    "an odd type": {"concerns": frozenset({"aws_a", "Aws B"})},
    "no harm described": {"doc": "## What it does\nx"},
    "an odd severity": {"severity": "mild"},
    "a check without a name": {"code": "x", "check": type("Check", (), {"__module__": "m", "__call__": None})()},
}


def _packs() -> Iterator[tuple[str, str]]:
    for label, text in PACKS.items():
        try:
            read_pack(text, "policy_packs/external-api/1.2.0.toml", rules_known=frozenset({"APIGW-001", "WAF-001"}))
        except PackError as refusal:
            yield label, str(refusal)
        else:
            yield label, "accepted"


def _rules() -> Iterator[tuple[str, str]]:
    whole = {"code": "APIGW-001", "name": "open", "concerns": frozenset({"aws_a"}), "check": open_operation.check}
    for label, change in _RULES.items():
        try:
            Rule(**{**whole, "doc": open_operation.doc, **change})
        except PackError as refusal:
            yield label, str(refusal)
        else:
            yield label, "accepted"


def _hatches() -> Iterator[tuple[str, str]]:
    for label, (type, body) in _ADDED.items():
        yield f"adds {label}", _told({**_ROAD, "resource": {**_ROAD["resource"], type: {"x": body}}})
    for label, (path, value) in _CHANGED.items():
        document = copy.deepcopy(_ROAD)
        *way, last = path.split("/")
        here: Any = document
        for step in way:
            here = here[int(step)] if isinstance(here, list) else here.setdefault(step, {})
        here[last] = value
        yield f"changes {label}", _told(document)
    yield "writes a list", _told([])


def _told(document: Any) -> str:
    found = hatch_findings(_ROAD, document, site_prefix=_PREFIX, stack="ordering-public", owner="ordering", at=_AT)
    return (
        "\n".join(
            f"{each.code} {each.what}\n  at   {each.address}\n  got  {each.got}\n  fix  {each.fix}" for each in found
        )
        or "accepted"
    )


REFUSALS: Final[Mapping[str, Callable[[], Iterator[tuple[str, str]]]]] = {
    "hatches": _hatches,
    "packs": _packs,
    "rules": _rules,
}


def golden(name: str) -> str:
    """Return all refusals of one kind, each under what was tried."""
    return "\n".join(f"# {label}\n{text}\n" for label, text in REFUSALS[name]())


if __name__ == "__main__":
    for name in REFUSALS:
        (FOLDER / f"{name}.txt").write_text(golden(name), encoding="utf-8")
