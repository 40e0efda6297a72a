"""Evidence that an incident took place: which independent lines tell, claim, allege or deny it.

Both grading schemes start from this one table, so that they can differ only in their rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.records import Line, Saying
from dateline.weigh.figures import is_claim
from dateline.weigh.traced import Traced

TOLD = frozenset({"happened", "attempted"})


@dataclass(frozen=True, slots=True)
class Evidence:
    """Labels of independent lines by how they speak of the incident; a line may stand under several."""

    told: tuple[str, ...]  # as fact, without an interest of their own
    claimed: tuple[str, ...]  # only by a side with an interest
    alleged: tuple[str, ...]  # without vouching for it
    denied: tuple[str, ...]
    telling: tuple[Saying, ...]  # the sayings behind `told`


def find_evidence(sayings: Sequence[Saying], traced: Traced, primary: Sequence[Line]) -> Evidence:
    """Return what `sayings` come to as evidence; only `primary` lines are counted (see `primary_lines`)."""
    counted = {line.id for line in primary}
    known = [saying for saying in sayings if saying.field != "responsibility" and traced.line(saying) in counted]
    telling = tuple(saying for saying in known if saying.status in TOLD and not is_claim(saying))
    # Who denies that he did it names the deed to say so: that is no word for or against its having taken place.
    deniers = {
        traced.line(saying) for saying in sayings if saying.field == "responsibility" and saying.role == "denies"
    }
    claiming = (saying for saying in known if is_claim(saying) and traced.line(saying) not in deniers)
    return Evidence(
        told=tuple(traced.label_all(telling)),
        claimed=tuple(traced.label_all(claiming)),
        alleged=tuple(traced.label_all(saying for saying in known if saying.status == "alleged")),
        denied=tuple(
            traced.label_all(saying for saying in sayings if saying.field == "status" and saying.text == "denied")
        ),
        telling=telling,
    )
