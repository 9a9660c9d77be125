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
_NAMES: Final = (
    "accesskey,accesstoken,apikey,apisecret,apitoken,authtoken,clientsecret,idtoken,passphrase,passwd,password,"
    "privatekey,refreshtoken,secret,secretkey,sessiontoken,token,userpassword"
)


@contract_rule(
    "API-032",
    "security-no-basic-no-url-keys",
    on=ApiPart,
    references=("OWASP API2:2023 no-http-basic", "OWASP API2:2023 no-api-keys-in-url"),
    options={
        "secrets": Option(tuple(_NAMES.split(",")), "Parameters that hold a secret, in lower case, without - and _.")
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
            what = f"the scheme {scheme.name} sends a lasting secret with each call"
            yield Breach(scheme.node, what, "use OAuth, or bearer tokens that expire", way)
        elif kind == "apiKey" and scheme.text("in") == "query":
            fix = "send it in a header, or better use OAuth"
            yield Breach(scheme.node, f"the scheme {scheme.name} is a key in the address", fix, "query")
    for one in part.api.exchanges.parameters:
        if one.place in ("path", "query") and re.sub("[-_]", "", one.name).lower() in options.texts("secrets"):
            fix = "send it in a header, such as Authorization, or in the body"
            yield Breach(one.node, f"the parameter {one.name} is a secret in the address", fix, one.name)
