"""
What the composed policy packs decided for one API, and why.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from platform_constructs.errors import PackError

__all__ = ["EffectiveSetting", "SettingValue", "Settings"]

SettingValue = bool | int | str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EffectiveSetting:
    """
    One decided value with its provenance.

    Attributes:
        name: Such as `throttle.rate_per_second`; the settings catalogue knows it.
        value: What the constructs build.
        because: One line per party that had a say, the deciding one first.
    """

    name: str
    value: SettingValue
    because: tuple[str, ...]


class Settings(Mapping[str, EffectiveSetting]):
    """
    Every effective setting of one API, by name, with typed getters for the constructs.

    Raises:
        PackError: from the getters, for a setting no pack decided.
        TypeError: from the getters, for a value of another kind than asked for.
    """

    def __init__(self, settings: Mapping[str, EffectiveSetting]) -> None:
        self._settings = dict(sorted(settings.items()))

    def __getitem__(self, name: str) -> EffectiveSetting:
        return self._settings[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._settings)

    def __len__(self) -> int:
        return len(self._settings)

    def _decided(self, name: str) -> SettingValue:
        if name not in self._settings:
            raise PackError(
                "PACK-093",
                "this road needs a setting that no pack of this stack decides",
                at="platform.toml",
                got=name,
                fix="bind the domain, or the host's audience, to a pack that decides it",
            )
        return self._settings[name].value

    def number(self, name: str) -> int:
        """Return a whole number; its unit is in the settings catalogue."""
        value = self._decided(name)
        if isinstance(value, bool) or not isinstance(value, int):
            raise TypeError(f"{name} is {value!r}, not a whole number")
        return value

    def text(self, name: str) -> str:
        """Return a text."""
        value = self._decided(name)
        if not isinstance(value, str):
            raise TypeError(f"{name} is {value!r}, not a text")
        return value

    def flag(self, name: str) -> bool:
        """Return a yes or no."""
        value = self._decided(name)
        if not isinstance(value, bool):
            raise TypeError(f"{name} is {value!r}, not true or false")
        return value

    def names(self, name: str) -> tuple[str, ...]:
        """Return a sorted list of names."""
        value = self._decided(name)
        if not isinstance(value, tuple):
            raise TypeError(f"{name} is {value!r}, not a list")
        return value
