"""
Terraform's templates: what is a value, what is a promise.
"""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from platform_constructs.model.escape import escape
from platform_constructs.policy.reading.interpolation import (
    Reference,
    expressions,
    first_expression,
    references,
    unescaped,
    whole_reference,
)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("plain", []),
        ("{json: true}", []),
        ("$${x} and %%{y}", []),
        ("${var.a}", ["var.a"]),
        ("a ${ var.a } b ${var.b}", ["var.a", "var.b"]),
        ('${jsonencode({"a" = {"b" = "}"}})}', ['jsonencode({"a" = {"b" = "}"}})']),
        ('${var.on ? "${var.a}}" : ""} tail', ['var.on ? "${var.a}}" : ""']),
        ('${"$${x}"}', ['"$${x}"']),
        ("%{ if var.a }x%{ endif }", ["if var.a", "endif"]),
        ("${never closed", ["never closed"]),
        ('${"never closed}', ['"never closed}']),
        ("$$${x} $$$${x} %%%{x}", []),
        ("$%{x} a${y} %${z}", ["x", "y", "z"]),
        ("$%%{x} %$${x}", []),
    ],
)
def test_expressions_are_found_whole(text, codes):
    """Braces and quotes inside an expression do not end it, and escapes are no expressions."""
    assert codes == [each.code for each in expressions(text)]


def test_a_plain_text_is_unescaped():
    """What Terraform would hand on is what a rule sees."""
    assert "a ${x} %{y} $$ {z}" == unescaped("a $${x} %%{y} $$ {z}")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("${aws_kms_key.k.arn}", [("aws_kms_key.k", "arn")]),
        ("${data.aws_iam_policy_document.d.json}", [("data.aws_iam_policy_document.d", "json")]),
        ("x ${element(concat([aws_wafv2_web_acl.a.arn], []), 0)}", [("aws_wafv2_web_acl.a", "arn")]),
        ('${jsonencode({"k" = aws_kms_key.k.arn, "t" = "aws_kms_key.text.arn"})}', [("aws_kms_key.k", "arn")]),
        ('${format("${aws_kms_key.k.arn}/x")}', [("aws_kms_key.k", "arn")]),
        ("${aws_kms_key.k[0].arn} ${aws_kms_key.j[*].arn}", [("aws_kms_key.k", "arn"), ("aws_kms_key.j", "arn")]),
        ('${aws_acm_certificate.c["a.b"].arn}', [("aws_acm_certificate.c", "arn")]),
        ("aws_kms_key.k.arn $${aws_kms_key.k.arn}", []),
    ],
)
def test_references_are_found_at_any_depth(text, found):
    """A resource named inside functions, lists and nested texts is a reference; one named in a literal is not."""
    assert [Reference(*each) for each in found] == list(references(text))


def test_only_a_lone_reference_is_whole():
    """An expression that does anything with a resource is not the resource."""
    codes = ["aws_kms_key.k.arn", "aws_kms_key.k[0].arn", "aws_kms_key.k", "upper(aws_kms_key.k.arn)", "a.k[*].arn"]

    assert [Reference("aws_kms_key.k", "arn"), Reference("aws_kms_key.k", "arn"), None, None, None] == [
        whole_reference(code) for code in codes
    ]


def test_an_escaped_text_is_a_value_and_reads_back_as_it_was():
    """For all texts of up to five characters of `$%{}a`: escaped, they hold no expression and lose nothing."""
    texts = ["".join(letters) for length in range(6) for letters in product("$%{}a", repeat=length)]

    assert [] == [text for text in texts if expressions(escape(text)) or text != unescaped(escape(text))]


@given(st.text(alphabet='${}%"\\ab.', max_size=60))
def test_no_promise_is_taken_for_a_value(text):
    """Whatever is written, a text without expressions holds no unescaped opening."""
    if first_expression(text) is None:
        assert "${" not in text.replace("$${", "_") and "%{" not in text.replace("%%{", "_")


def test_hostile_templates_are_read():
    """Hundreds of thousands of braces, quotes or openings are read to their end."""
    for text in ("${" * 50_000, '${"' * 30_000, "${a}" * 20_000, "${" + "{" * 90_000, "$" * 100_000):
        references(text)
