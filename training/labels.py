"""The closed lists of labels, in the order of the model's outputs; those of the code book, `ontology.yaml`."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

import yaml

_BOOK = yaml.safe_load(
    (Path(__file__).parent.parent / "src" / "dateline" / "ontology.yaml").read_text(encoding="utf-8")
)


def _names(*keys: str) -> tuple[str, ...]:
    for key in keys:
        if key in _BOOK:
            return tuple(_BOOK[key])
    raise KeyError(keys)


@dataclass(frozen=True, slots=True)
class Labels:
    """One tuple a head."""

    types: tuple[str, ...]
    statuses: tuple[str, ...]
    speakers: tuple[str, ...]
    stances: tuple[str, ...]
    relations: tuple[str, ...]  # the output 0 is "none", so relation k is output k + 1
    roles: tuple[str, ...] = ("by", "against", "weapon", "where", "when", "killed", "injured", "taken")
    sides: tuple[str, ...] = ("by", "against", "other", "total", "unknown")

    def as_dict(self) -> dict[str, tuple[str, ...]]:
        """Return the lists by name, for the file of labels that travels with the weights."""
        return asdict(self)


LABELS = Labels(
    types=_names("events", "event_types", "types"),
    statuses=_names("statuses"),
    speakers=_names("speakers"),
    stances=_names("stances"),
    relations=_names("relations"),
)
