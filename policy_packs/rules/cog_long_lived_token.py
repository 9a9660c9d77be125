"""
The rule COG-011, long-lived-token.
"""

from __future__ import annotations

from typing import Final

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Unknown

_SECONDS: Final = {"seconds": 1, "minutes": 60, "hours": 3600, "days": 86_400}


@rule(
    "COG-011",
    "long-lived-token",
    concerns={"aws_cognito_user_pool_client"},
    severity="medium",
    references=("OWASP API2:2023", "AWS: 5 to 15 minutes, access tokens cannot be revoked at the API"),
    controls=("COG-13",),
)
def long_lived_token(client: Resource) -> Verdict:
    """
    ## What it does
    Finds clients whose access tokens live longer than 15 minutes, or whose refresh tokens, where people sign
    in, live longer than a day. AWS's defaults are an hour and 30 days.

    ## Why is this bad?
    API Gateway checks a token without asking the issuer: a stolen access token works until it expires, even
    after it has been revoked.

    ## Example
    ```json
    {"access_token_validity": 1}
    ```

    Use instead:
    ```json
    {"access_token_validity": 15, "token_validity_units": {"access_token": "minutes"}}
    ```
    """
    verdict = _judge(client, "access_token", "hours", default=3600, most=15 * 60)
    flows = client.elements("allowed_oauth_flows")
    if not isinstance(verdict, Passed) or flows == (Known("client_credentials"),):
        return verdict  # a machine client gets no refresh token
    return _judge(client, "refresh_token", "days", default=30 * 86_400, most=86_400)


def _judge(client: Resource, token: str, unit: str, *, default: int, most: int) -> Verdict:
    match client.number(f"{token}_validity"), client[f"token_validity_units.{token}"]:
        case ((Absent() | Known(0)), _):
            seconds: float = default
        case Known(int() | float() as validity), Absent():
            seconds = validity * _SECONDS[unit]
        case Known(int() | float() as validity), Known(str() as said) if said in _SECONDS:
            seconds = validity * _SECONDS[said]
        case ((Unknown(expression=expression) | Ref(expression=expression)), _) | (
            _,
            (Unknown(expression=expression) | Ref(expression=expression)),
        ):
            return Undecided(expression)
        case _:
            seconds = default
    if seconds <= most:
        return Passed()
    return Failed(
        because=f"its {token.replace('_', ' ')}s live too long",
        fix=f"give {token}_validity of at most {most // 60} minutes, with token_validity_units",
        got=f"{int(seconds // 60)} minutes",
    )
