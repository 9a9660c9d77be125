"""
Anybody asks why a value is what it is, and is told whose word it was.
"""

import re

import pytest

from platform_constructs.policy.settings.every_setting import CATALOGUE

HATCH = """
def change(stack):
    stack.rest_api.stage.add_override("description", "mine")


api = PublicApi(
    escape_hatch=change,"""


def explain(sample, *arguments):
    return sample.paved("explain", "ordering", *arguments)


def test_one_value_is_told_as_all_of_them_are(sample):
    """
    The value, the setting, who prefers it, that the domain asked for nothing, and what binds it, a line each.
    """
    ended = explain(sample, "aws_api_gateway_method_settings.rest-api_all-methods", "throttling_rate_limit")

    assert 0 == ended.code
    assert re.fullmatch(
        r"ordering-public: aws_api_gateway_method_settings\.rest-api_all-methods_FD2F8F58\n"
        r"  settings\.throttling_rate_limit = (\d+)\n"
        r"    setting throttle\.rate_per_second\n"
        r"    \1, because external-api \S+ prefers it and ordering asked for nothing\n"
        r"    baseline \S+ allows at most \d+\n"
        r"(?:    .*\n)*    external-api \S+ allows at most \d+\n(?:    .*\n)*",
        ended.out,
    )


def test_one_setting_is_told_by_its_name(sample):
    """
    Behind a domain or stack a setting's name is enough: its value, who decided, and what each pack allows. Nothing is
    built for that, and it is what the list of all settings says.
    """
    one, every = explain(sample, "throttle.burst"), explain(sample)

    assert (0, "") == (one.code, one.err)
    assert re.fullmatch(
        r"ordering-public, bound by baseline \S+, .*\n"
        r"  throttle\.burst = (\d+)\n"
        r"    \1, because external-api \S+ prefers it and ordering asked for nothing\n"
        r"    baseline \S+ allows at most \d+\n"
        r"(?:    .*\n)*    external-api \S+ allows at most \d+\n(?:    .*\n)*",
        one.out,
    )
    assert one.out.partition("\n")[2] in every.out


def test_a_setting_that_no_pack_decides_is_told_so(sample):
    """
    A setting of the catalogue that none of the stack's packs speaks of is not an error, and has no value.
    """
    decided = explain(sample, "--format", "json").json["stacks"][0]["settings"]
    left = next(name for name in CATALOGUE if name not in decided)

    ended = explain(sample, left)

    assert (0, f"  {left}\n    no pack that binds it decides this setting\n") == (
        ended.code,
        ended.out.partition("\n")[2],
    )


def test_a_setting_alone_is_explained_too(sample):
    """
    Without a stack it is what the setting means, what it shapes, and what every version of every pack says about it.
    """
    ended = sample.paved("explain", "throttle.burst")

    assert 0 == ended.code
    assert ended.out.startswith("throttle.burst\n\nHow many requests a stage lets through at once.\n")
    assert "external-api 1.0.0 allows at most 250" in ended.out


def test_the_page_that_is_named_is_there(sample):
    """
    A rule's and a setting's explanation name a file that can be opened from where the user stands.
    """
    for subject in ("APIGW-001", "throttle.burst"):
        [page] = re.findall(r"^page +(\S+)$", sample.paved("explain", subject).out, re.MULTILINE)

        assert (sample.root / page).is_file()


def test_a_choice_of_the_domain_is_told(sample):
    """
    What a declaration chose inside what the packs allow is its word, with what they allow.
    """
    sample.replace(
        "ordering/stack.py", '    domain="ordering",', '    domain="ordering",\n    settings={"throttle.burst": 60},'
    )
    [told] = explain(sample, "aws_api_gateway_usage_plan", "burst_limit", "--format", "json").json["values"]

    assert ("setting", ["throttle.burst"], 60) == (told["source"], told["settings"], told["value"])
    assert "60, because ordering asked for it" == told["because"][0]


def test_a_contracts_word_is_told_by_its_line(sample):
    """
    Inside the API an operationId shows the operation: its values come from the contract's line, backend and packs.
    """
    told = explain(sample, "aws_api_gateway_rest_api", "getOrder", "--format", "json").json["values"]
    by_word = {one["attribute"].rpartition("/")[2]: one for one in told}
    line = sample.line("ordering/openapi.yaml", "operationId: getOrder") - 1

    assert "contract" == by_word["cognito"]["source"]
    assert [f"the contract, stacks/domains/ordering/openapi.yaml:{line}: getOrder"] == by_word["cognito"]["because"]
    assert ("declaration", "setting") == (by_word["uri"]["source"], by_word["timeoutInMillis"]["source"])


def test_an_escape_hatch_is_told(sample):
    """
    What only the hatch wrote is the hatch's, at its declaration's line, with what the road writes.
    """
    sample.replace(
        "ordering/stack.py",
        "api = PublicApi(",
        HATCH,
    )
    [told] = explain(sample, "aws_api_gateway_stage", "description", "--format", "json").json["values"]

    assert ("mine", "escape hatch") == (told["value"], told["source"])
    assert told["because"][0].endswith("the road alone writes Serves meridian-sandbox-ordering-public")


@pytest.mark.parametrize(
    ("arguments", "code", "fix"),
    [
        (("aws_api_gateway_stge",), "DECL-036", "did you mean aws_api_gateway_stage?"),
        (("throttle.brst",), "DECL-036", "did you mean throttle.burst?"),
        (("aws_api_gateway_stage", "xray_tracing_enabld"), "DECL-038", "did you mean xray_tracing_enabled?"),
        (("aws_cloudwatch_log_group", "retention_in_days"), "DECL-037", "name one of: ordering-public: aws_cloudwatch"),
    ],
)
def test_a_slip_of_the_pen_is_answered(sample, arguments, code, fix):
    """
    An address or attribute that nobody has, or several have, is answered with the nearest or with all of them.
    """
    ended = explain(sample, *arguments)

    assert (2, True, True) == (ended.code, f"error[{code}]" in ended.error, fix in ended.error)


def test_nothing_is_written_to_explain(sample):
    """
    An explanation builds in a folder of its own and leaves the project as it was.
    """
    before = sorted(file for file in sample.root.rglob("*"))
    explain(sample, "aws_api_gateway_stage")

    assert before == sorted(file for file in sample.root.rglob("*"))
