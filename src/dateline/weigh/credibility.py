"""Credibility of the information that an incident took place, by the Admiralty scale of 1 to 6.

The scale is NATO's (AJP-2.1, Allied Joint Doctrine for Intelligence Procedures; the same in US Army FM 2-22.3,
appendix B). It asks two things: is the information confirmed by others that are independent, and does it agree with
what else is known. Both are counted here in independent lines of knowledge:

1 confirmed         two lines or more tell of it as fact, and none denies it
2 probably true     one line tells of it as fact, another claims or alleges it, and none denies it
3 possibly true     one line tells of it as fact and nothing else is known; or several tell of it and one denies it;
                    or lines without an interest allege what others claim
4 doubtful          only a side with an interest says so, or it is only alleged; or one line tells of it, another denies
5 improbable        nobody without an interest tells of it, and it is denied
6 cannot be judged  nobody says that it happened: it is planned, or told of in general

The reliability of a source (A to F) is no part of it and never changes it: it is shown only where the user has graded
his sources. Nor is this number another name for the Airwars-like grade: that one asks also who did it.
"""

from __future__ import annotations

from dataclasses import dataclass

from dateline.weigh.evidence import Evidence
from dateline.wording import CREDIBILITY_WORDS


@dataclass(frozen=True, slots=True)
class Credibility:
    """A number of the Admiralty scale and the sentence that explains it."""

    number: int
    reason: str

    @property
    def words(self) -> str:
        """What the number is called."""
        return CREDIBILITY_WORDS[self.number]


def judge_credibility(evidence: Evidence) -> Credibility:
    """Return how credible it is that the incident took place."""
    told, denied = ", ".join(evidence.told), ", ".join(evidence.denied)
    interested = sorted({*evidence.claimed, *evidence.alleged} - set(evidence.told))
    if denied:
        return _judge_denied(evidence)
    if len(evidence.told) > 1:
        return Credibility(
            1, f"{len(evidence.told)} independent lines tell of it as fact ({told}), and none denies it."
        )
    if told and interested:
        return Credibility(2, f"One line tells of it as fact ({told}), {', '.join(interested)} claim or allege it too.")
    if told:
        return Credibility(3, f"One line tells of it as fact ({told}); nothing else is known to compare it with.")
    if len(interested) > 1 and evidence.alleged and set(evidence.alleged) - set(evidence.claimed):
        return Credibility(3, f"It is claimed or alleged apart from each other by {', '.join(interested)}.")
    if interested:
        return Credibility(4, f"Nobody without an interest tells of it as fact, only {', '.join(interested)}.")
    return Credibility(6, "No line says that it happened.")


def _judge_denied(evidence: Evidence) -> Credibility:
    told, denied = ", ".join(evidence.told), ", ".join(evidence.denied)
    if len(evidence.told) > 1:
        return Credibility(3, f"{len(evidence.told)} independent lines tell of it ({told}), but {denied} deny it.")
    if told:
        return Credibility(4, f"Only one line tells of it as fact ({told}), and {denied} deny it.")
    return Credibility(5, f"No line without an interest tells of it, and {denied} deny it.")
