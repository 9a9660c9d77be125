"""
The contract rule API-032, security-no-basic-no-url-keys.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.options import Option, Options
from platform_constructs.contracts.lint.parts import ApiPart
from platform_constructs.contracts.lint.rule import contract_rule

_WEAK: Final = ("basic", "digest", "hoba", "negotiate", "oauth")
# Folded: lower case, without - and _.
_SECRET: Final = (
    "accesskey,accesstoken,apikey,apisecret,apitoken,authtoken,clientsecret,idtoken,passphrase,passwd,password,"
    "privatekey,refreshtoken,secret,secretkey,sessiontoken,token,userpassword"
)


@contract_rule(
    "API-032",
    "security-no-basic-no-url-keys",
    on=ApiPart,
    references=(
        "OWASP API2:2023 no-http-basic",
        "OWASP API2:2023 no-api-keys-in-url",
        "OWASP API2:2023 no-credentials-in-url",
    ),
    options={
        "secrets": Option(
            tuple(_SECRET.split(",")), "Names of parameters that hold a secret, in lower case, without - and _."
        )
    },
)
def security_no_basic_no_url_keys(part: ApiPart, options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds security schemes with HTTP Basic and its like, API keys in the query, and parameters in path or query that
    hold a password, token or key.

    ## Why is this bad?
    Addresses are written into logs, histories and referrers of every machine on the way. A password that travels with
    each call is stolen once and good for ever.

    ## Example
    ```yaml
    securitySchemes:
      key: { type: apiKey, in: query, name: apiKey }
    ```

    Use instead:
    ```yaml
    securitySchemes:
      oauth: { type: oauth2, flows: { clientCredentials: { tokenUrl: https://auth.example/token, scopes: {} } } }
    ```
    """
    for scheme in part.api.security_schemes:
        kind, way = scheme.text("type"), scheme.text("scheme").lower()
        if kind == "http" and way in _WEAK:
            yield Breach(
                scheme.node,
                f"{scheme.name} sends a lasting secret with each call",
                "use OAuth, or bearer tokens that expire",
                way,
            )
        elif kind == "apiKey" and scheme.text("in") == "query":
            yield Breach(
                scheme.node,
                f"{scheme.name} is a key in the address",
                "send it in a header, or better use OAuth",
                "query",
            )
    for parameter in part.api.exchanges.parameters:
        folded = re.sub("[-_]", "", parameter.name).lower()
        if parameter.place in ("path", "query") and folded in options.texts("secrets"):
            what = f"{parameter.name} is a secret in the address"
            yield Breach(
                parameter.node, what, "send it in a header, such as Authorization, or in the body", parameter.name
            )
