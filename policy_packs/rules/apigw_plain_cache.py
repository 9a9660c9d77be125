"""
The rule APIGW-027, plain-cache.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, NotConcerned, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Unknown


@rule(
    "APIGW-027",
    "plain-cache",
    concerns={"aws_api_gateway_method_settings"},
    severity="medium",
    references=("FSBP APIGateway.5", "PCI DSS 3.5.1", "CKV_AWS_308"),
    controls=("AGW-08",),
)
def plain_cache(settings: Resource) -> Verdict:
    """
    ## What it does
    Finds method settings that cache answers without encrypting them.

    ## Why is this bad?
    Answers of one consumer lie readable on a cache that outlives the request, whatever the classification of
    the data.

    ## Example
    ```json
    {"settings": {"caching_enabled": true}}
    ```

    Use instead:
    ```json
    {"settings": {"caching_enabled": true, "cache_data_encrypted": true}}
    ```
    """
    match settings["settings.caching_enabled"], settings["settings.cache_data_encrypted"]:
        case _, Known(True):
            return Passed()
        case ((Absent() | Known(False)), _):
            return NotConcerned()
        case Known(), (Absent() | Known()):
            return Failed(because="it caches answers unencrypted", fix="set cache_data_encrypted, or do not cache")
        case ((Unknown(expression=expression) | Ref(expression=expression)), _):
            return Undecided(expression)
        case _, (Unknown(expression=expression) | Ref(expression=expression)):
            return Undecided(expression)
    return NotConcerned()
