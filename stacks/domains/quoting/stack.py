"""What the quoting domain offers."""

from platform_constructs import HttpBackend, PublicApi

api = PublicApi(
    domain="quoting",
    backend=HttpBackend(url="https://quoting.{environment}.internal.meridian.example"),
)
