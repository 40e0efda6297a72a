"""Which event types may name one and the same event, loaded from `data/type_likeness.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

import yaml

__all__ = ["is_wider", "may_be_one"]


def is_wider(wide: str, narrow: str) -> bool:
    """Say whether a report may use the type `wide` for an event whose type is `narrow`, knowing less of it."""
    return narrow in _wider().get(wide, frozenset())


def may_be_one(left: str, right: str) -> bool:
    """Say whether two types may name one event: they are the same, or one is wider than the other."""
    return left == right or is_wider(left, right) or is_wider(right, left)


@cache
def _wider() -> Mapping[str, frozenset[str]]:
    page = yaml.safe_load(resources.files("dateline").joinpath("knowledge/data/type_likeness.yaml").read_text("utf-8"))
    return MappingProxyType({wide: frozenset(narrow) for wide, narrow in page["wider"].items()})
