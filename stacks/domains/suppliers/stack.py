"""What the suppliers domain offers."""

from platform_constructs import HttpBackend, PublicApi

api = PublicApi(
    domain="suppliers",
    backend=HttpBackend(url="https://suppliers.{environment}.internal.meridian.example"),
)
