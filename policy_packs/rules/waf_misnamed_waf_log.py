"""
The rule WAF-005, misnamed-waf-log.
"""

from __future__ import annotations

from typing import Final

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Unknown, Value

_PREFIX: Final = "aws-waf-logs-"
_NAMED_BY: Final = {"aws_s3_bucket": "bucket"}
_LITERAL: Final = (f":log-group:{_PREFIX}", f":deliverystream/{_PREFIX}", f":s3:::{_PREFIX}")


@rule(
    "WAF-005",
    "misnamed-waf-log",
    concerns={"aws_wafv2_web_acl_logging_configuration"},
    severity="high",
    references=("AWS WAF logging destinations",),
    controls=("WAF-02",),
)
def misnamed_waf_log(logging: Resource) -> Verdict:
    """
    ## What it does
    Finds web ACL logs whose destination's name does not start with `aws-waf-logs-`.

    ## Why is this bad?
    The provider does not check the name; AWS refuses it when the plan is applied, after the web ACL has been
    attached: the API is then live and its web ACL keeps no log.

    ## Example
    ```json
    {"resource": {"aws_cloudwatch_log_group": {"waf": {"name": "/meridian/edge/waf"}}}}
    ```

    Use instead:
    ```json
    {"resource": {"aws_cloudwatch_log_group": {"waf": {"name": "aws-waf-logs-edge"}}}}
    ```
    """
    destinations = logging.elements("log_destination_configs")
    for destination in destinations:
        match destination:
            case Ref(target=target):
                verdict = _judge(target[_NAMED_BY.get(target.type, "name")], target["name_prefix"])
            case Known(str() as arn):
                verdict = _judge(
                    Known(arn.rpartition("/")[2] if ":deliverystream/" in arn else arn.split(":")[-1]), Absent()
                )
            case Unknown(template=arn) if any(mark in arn for mark in _LITERAL):
                verdict = Passed()
            case Unknown(expression=expression):
                return Undecided(expression)
            case _:
                verdict = _failed("")
        if not isinstance(verdict, Passed):
            return verdict
    return Passed() if destinations else _failed("no destination")


def _judge(name: Value, prefix: Value) -> Verdict:
    match name, prefix:
        case (Known(str() as text), _) | (Absent(), Known(str() as text)):
            return Passed() if text.startswith(_PREFIX) else _failed(text)
        case (Unknown(template=text), _) | (_, Unknown(template=text)) if text.startswith(_PREFIX):
            return Passed()
        case (Unknown(expression=expression), _) | (_, Unknown(expression=expression)):
            return Undecided(expression)
        case (Ref(expression=expression), _) | (_, Ref(expression=expression)):
            return Undecided(expression)
        case _:
            return _failed("")


def _failed(got: str) -> Failed:
    return Failed(
        because="AWS refuses its destination's name when the plan is applied",
        fix="name the log group, stream or bucket aws-waf-logs-<something>",
        got=got,
    )
