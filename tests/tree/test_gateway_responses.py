"""
What API Gateway itself answers.
"""

import json
import re

import pytest

from platform_constructs.aws.gateway_responses import gateway_responses

RESPONSES = gateway_responses("https://errors.meridian.example/")


@pytest.mark.parametrize("kind", sorted(RESPONSES))
def test_every_answer_is_a_problem(kind):
    """
    Whatever API Gateway answers is a valid RFC 9457 problem once its variables are filled in.
    """
    template = RESPONSES[kind]["responseTemplates"]["application/json"]
    filled = re.sub(r"\$context\.[\w.]+", "x", template.replace("$context.error.messageString", '"said"'))
    problem = json.loads(filled)

    assert {"type", "title", "detail", "instance", "requestId"} <= problem.keys()
    assert RESPONSES[kind].get("statusCode") == (str(problem["status"]) if "status" in problem else None)
    assert "'application/problem+json'" == RESPONSES[kind]["responseParameters"]["gatewayresponse.header.Content-Type"]
