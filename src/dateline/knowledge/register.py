"""The register of actors: armed groups by name, forces of states, bodies of states."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Register", "load_register"]


@dataclass(frozen=True, slots=True)
class Register:
    """Known actors and their names."""


def load_register() -> Register:
    """Load `data/actors`."""
    return Register()
