"""Two names, one actor? What the register and the spelling tell of two names as reports write them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import JaroWinkler

from dateline.knowledge.names import are_alike, name_key, sound_key
from dateline.knowledge.register import SAME_NAME, Register
from dateline.records import ActorLink
from dateline.resolve.actors import CERTAIN, find_actor, read_names


class Verdict(StrEnum):
    """What two names come to. To abstain is an answer: a class is no group, initials are nobody's alone."""

    SAME = "same"
    DIFFERENT = "different"
    ABSTAIN = "abstain"


@dataclass(frozen=True, slots=True)
class NamePair:
    """The verdict on two names with its score in [0, 1] and the reason."""

    verdict: Verdict
    score: float
    reason: str


def compare_names(left: str, right: str, register: Register) -> NamePair:
    """Say whether two names mean one actor.

    Both in the register: its ids decide. Both unknown to it: their spelling does, set free of romanisation. A name that
    misleads, a description and a bare abbreviation that no list has decide nothing.
    """
    links = [find_actor(name, read_names(name, register)) for name in (left, right)]
    one, other = links
    if one is not None and other is not None and min(one.score, other.score) >= CERTAIN:
        same = one.actor_id == other.actor_id
        reason = f"{one.actor_id} and {other.actor_id}: {one.reason}; {other.reason}"
        return NamePair(Verdict.SAME if same else Verdict.DIFFERENT, round(min(one.score, other.score), 3), reason)
    if all(_is_a_name(name, link, register) for name, link in zip((left, right), links, strict=True)):
        return _by_spelling(_bare(left, one), _bare(right, other))
    return NamePair(Verdict.ABSTAIN, 0.0, "a description, a name that misleads or initials alone")


def _is_a_name(name: str, link: ActorLink | None, register: Register) -> bool:
    """Say whether words are a name whose spelling may be compared, known or not."""
    if link is not None and link.score >= CERTAIN:
        return True
    if register.find(name) or name.lower() in register.forces.by_state:
        return False  # it misleads, or it is a force of some state
    return name[:1].isupper() and not name.isupper() if link is None else link.actor_id.startswith("unlisted:")


def _bare(name: str, link: ActorLink | None) -> str:
    return name_key(link.name if link is not None else name)


def _by_spelling(left: str, right: str) -> NamePair:
    if left == right:
        return NamePair(Verdict.SAME, 0.9, "the same name")
    score = JaroWinkler.similarity(left, right)
    if sound_key(left) == sound_key(right) and are_alike(left, right) and score >= SAME_NAME:
        return NamePair(Verdict.SAME, round(0.9 * score, 3), "one name in two romanisations")
    return NamePair(Verdict.DIFFERENT, round(1 - score / 2, 3), "two names")
