"""Grades: how well an incident is established, by published rules, after those of Airwars for civilian harm.

The first rule that holds gives the grade:

discounted  every line that speaks of it says that it did not happen.
contested   it is denied by one line and told by another, or who did it is contested: competing claims, a claim or an
            accusation that meets a denial.
confirmed   the side that did it says so itself, and an independent line tells of it.
fair        two independent lines or more tell of it as fact.
weak        everything else: a single line, or only claims and accusations.

Airwars: https://airwars.org/research/methodology-note-civilian/ (confirmed, fair, weak, contested, discounted).
Theirs ask for two credible *sources*; ours for two independent *lines*, which copies of one story never are.
"""

from __future__ import annotations

from collections.abc import Sequence

from dateline.records import FieldAssessment, Saying, Verdict
from dateline.weigh.evidence import Evidence
from dateline.weigh.responsibility import who
from dateline.weigh.traced import Traced


def grade(
    sayings: Sequence[Saying], traced: Traced, responsibility: FieldAssessment, evidence: Evidence
) -> tuple[str, str]:
    """Return the grade and the sentence that explains it."""
    told, claimed, denied = evidence.told, evidence.claimed, evidence.denied
    if denied and not told and not claimed:
        return "discounted", f"Every line that speaks of it denies it: {', '.join(denied)}."
    if denied:
        return "contested", f"{_cap(', '.join(told or claimed))} tell of it, {', '.join(denied)} deny it."
    if responsibility.verdict in (Verdict.CONTRADICTED, Verdict.DENIED):
        return "contested", f"Who did it is contested: {responsibility.explanation}"
    owner = _owner(sayings)
    if owner is not None and (others := _others(evidence.telling, traced, sayings, owner)):
        return "confirmed", f"{owner.text} says that it did it, and {', '.join(others)} independently tell of it."
    if len(told) > 1:
        return "fair", f"{len(told)} independent lines tell of it as fact: {', '.join(told)}."
    if told:
        return "weak", f"Only one line tells of it: {told[0]}."
    if claimed:
        return "weak", f"Only a side with an interest says so: {', '.join(claimed)}."
    return "weak", "It is alleged or planned, and no line tells of it as fact."


def _owner(sayings: Sequence[Saying]) -> Saying | None:
    """Return the claim of the only side that claims it, unless another is named as the doer."""
    claims = [saying for saying in sayings if saying.field == "responsibility" and saying.role == "claims"]
    return claims[0] if claims and len({who(claim) for claim in claims}) == 1 else None


def _others(telling: Sequence[Saying], traced: Traced, sayings: Sequence[Saying], owner: Saying) -> list[str]:
    """Return the lines that tell of it as fact and are not the claimant's own."""
    own = {traced.line(saying) for saying in sayings if saying.field == "responsibility" and who(saying) == who(owner)}
    return traced.label_all(saying for saying in telling if traced.line(saying) not in own)


def _cap(words: str) -> str:
    return words[:1].upper() + words[1:]
