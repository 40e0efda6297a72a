"""Responsibility across reports: claimed by, denied by, accused by whom, competing claims, "nobody has claimed it".

"Nobody has claimed it" is what a report says; "no claim seen" is that no report says anything: the two are kept apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dateline.moments import is_before
from dateline.records import Saying, Verdict
from dateline.weigh.traced import Traced


def judge_responsibility(sayings: Sequence[Saying], traced: Traced) -> tuple[Verdict, str]:
    """Return how claims, denials and accusations stand to each other, and one sentence that says who says what."""
    if not sayings:
        return Verdict.NOT_REPORTED, "No claim of responsibility seen, and no report says that there was none."
    names = {stance: _names(sayings, stance) for stance in ("claims", "denies", "accused", "praises")}
    parts = _parts(sayings, names, traced)
    sentence = "; ".join(parts)
    return _verdict(sayings, names, traced), sentence[:1].upper() + sentence[1:] + "."


def who(saying: Saying) -> str:
    """Return what tells the one held responsible from others: register id, else the name."""
    return saying.target or saying.text.casefold()


def _names(sayings: Sequence[Saying], stance: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for saying in sayings:
        if saying.role == stance:
            found.setdefault(who(saying), saying.text)
    return found


def _verdict(sayings: Sequence[Saying], names: Mapping[str, dict[str, str]], traced: Traced) -> Verdict:
    claims, denies, accused = set(names["claims"]), set(names["denies"]), set(names["accused"])
    if len(claims) > 1:
        return Verdict.CONTRADICTED
    if denies and (claims | accused or denies):
        return Verdict.DENIED
    if claims and accused and not accused <= claims:
        return Verdict.CONTRADICTED
    if claims and not accused:
        return Verdict.CLAIMED_ONLY
    if claims:
        return Verdict.AGREE
    if len(accused) > 1:
        return Verdict.CONTRADICTED
    return Verdict.SINGLE_LINE if len({traced.line(saying) for saying in sayings}) == 1 else Verdict.AGREE


def _parts(
    sayings: Sequence[Saying],
    names: Mapping[str, dict[str, str]],
    traced: Traced,
) -> list[str]:
    parts = []
    if names["claims"]:
        competing = "competing claims by " if len(names["claims"]) > 1 else "claimed by "
        parts.append(competing + ", ".join(sorted(names["claims"].values())))
    if names["denies"]:
        parts.append("denied by " + ", ".join(sorted(names["denies"].values())))
    for key, name in sorted(names["accused"].items()):
        by = {
            saying.by or traced.label(saying) for saying in sayings if saying.role == "accused" and who(saying) == key
        }
        parts.append(f"{name} accused by {', '.join(sorted(by))}")
    if names["praises"]:
        parts.append("praised, not claimed, by " + ", ".join(sorted(names["praises"].values())))
    silent = sorted({saying.report_id for saying in sayings if saying.role == "nobody"})
    if silent:
        since = " at first" if names["claims"] and _is_first(sayings) else ""
        parts.append(f"{len(silent)} report{'s' * (len(silent) != 1)} said{since} that nobody had claimed it")
    return parts


def _is_first(sayings: Sequence[Saying]) -> bool:
    """Say whether every report that knows of no claim may be older than the claims."""
    silent = [saying for saying in sayings if saying.role == "nobody"]
    claims = [saying for saying in sayings if saying.role == "claims"]
    return not any(is_before(claim.published, one.published) for one in silent for claim in claims)
