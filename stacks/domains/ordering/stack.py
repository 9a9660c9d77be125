"""What the ordering domain offers."""

from platform_constructs import HttpBackend, PublicApi

api = PublicApi(
    domain="ordering",
    backend=HttpBackend(url="https://ordering.{environment}.internal.meridian.example"),
)
