"""From our findings to MUC-4 role fillers: by a few rules, or by weights fitted on the training reports."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from dateline.extract.marking.phrases import find_phrases
from dateline.knowledge import Knowledge
from dateline.parse import parse_report
from dateline.records import Findings, Participant, Report
from dateline.score.muc4 import ROLES, Count, Entity, Template, count_fillers, merge_entities, roles_of
from muc4_candidates import TITLE, Candidate, find_candidates, group_candidates, make_around
from muc4_model import Floats, RoleModel, fit_model

Fillers = dict[str, tuple[Entity, ...]]

# Our type: incident type. A clash is no incident of MUC-4 (between armed sides), nor is what the police do.
TYPES = {
    "bombing": "bombing", "suicide_bombing": "bombing", "abduction": "kidnapping", "destruction": "attack",
    "attack": "attack", "assassination": "attack", "shooting": "attack", "execution": "attack", "assault": "attack",
    "air_strike": "attack", "shelling": "attack", "sexual_violence": "attack",
}  # fmt: skip
TOLD = frozenset({"happened", "claimed", "alleged", "attempted"})
GROUPS = frozenset({"armed_group", "militia", "military", "police", "government", "intelligence"})
PEOPLE = frozenset({"civilians", "unidentified_armed", "protesters", "media", "person"})
PERSON = re.compile(r"[A-Z][a-z'-]+(?: (?:(?:de|la|del|y|los) )*[A-Z][\w'.-]*)+$")  # two words at least
WORD = re.compile(r"[a-z]{3,}")
LEAD = 400  # characters of the report that tell whether it is in scope
THRESHOLDS = (0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5)
FOLD = 4  # every fourth training report chooses the thresholds
SCOPE_PENALTY = 1e-3


def type_of(found: Findings) -> str:
    """Return the incident type that most of the triggers in scope tell."""
    counts = Counter(TYPES[event.type] for event in found.events for _ in event.triggers if event.type in TYPES)
    return min(counts, key=lambda one: (-counts[one], one)) if counts else "attack"


def fill_by_hand(text: str, found: Findings) -> Fillers:
    """Return the fillers of all events in scope by what their actors are."""
    fillers: dict[str, list[str]] = {role: [] for role in ROLES}
    for event in found.events:
        if event.type not in TYPES or event.status not in TOLD:
            continue
        for who in event.by:
            fillers["PerpOrg" if _is_group(text, who) else "PerpInd"].append(who.span.of(text))
        for who in event.against:
            kind = who.actor.kind if who.actor else None
            words = who.span.of(text)
            if words.islower() and kind not in PEOPLE | GROUPS:
                fillers["Target"].append(words)
            elif name := find_person(words):
                fillers["Victim"].append(name)
        fillers["Weapon"] += [span.of(text) for span in event.weapon]
    return {role: merge_entities([one] for one in strings) for role, strings in fillers.items()}


def find_person(words: str) -> str | None:
    """Return the name of a person at the end of `words`, without title; only named people are victims in these keys."""
    match = PERSON.search(words)
    if match is None:
        return None
    title = TITLE.match(match.group())
    return match.group()[title.end() if title else 0 :] or None


def _is_group(text: str, who: Participant) -> bool:
    return (who.actor is not None and who.actor.kind in GROUPS) or who.span.of(text).isupper()


@dataclass(frozen=True, slots=True)
class Sample:
    """One report ready for the fitted mapping."""

    text: str
    candidates: list[Candidate]
    scope: frozenset[str]  # features that tell whether the report is in scope at all


def make_sample(report: Report, found: Findings, knowledge: Knowledge, with_phrases: bool) -> Sample:
    """Return the candidates and features of one report."""
    parsed = parse_report(report)
    phrases = [one.span for one in find_phrases(parsed, knowledge)] if with_phrases else []
    candidates = find_candidates(make_around(parsed, found, phrases), found, with_phrases)
    scope = {f"lead={word}" for word in WORD.findall(report.text[:LEAD].lower())}
    for event in found.events:
        scope.add(f"has={event.type}&{event.status}")
        scope.update(f"trigger={span.of(report.text).lower()}" for span in event.triggers)
    return Sample(report.text, candidates, frozenset(scope))


@dataclass(frozen=True, slots=True)
class FillerModel:
    """The fitted mapping: first the report's scope, then each candidate's roles, kept from a threshold a role."""

    scope: RoleModel
    roles: RoleModel
    thresholds: tuple[float, ...]

    def fill(self, sample: Sample) -> Fillers:
        """Return the fillers of one report, one mention each."""
        chances = self.chances(sample)
        return {
            role: choose(sample, chances[:, column], threshold)
            for column, (role, threshold) in enumerate(zip(ROLES, self.thresholds, strict=True))
        }

    def chances(self, sample: Sample) -> Floats:
        """Return the chances of the candidates, shape (candidates, roles)."""
        in_scope = float(self.scope.chances([sample.scope])[0, 0])
        return self.roles.chances([with_scope(one, in_scope) for one in sample.candidates])


def choose(sample: Sample, chances: Floats, threshold: float) -> tuple[Entity, ...]:
    """Return the likeliest mention of each entity among the candidates from `threshold` on."""
    order = sorted(np.flatnonzero(chances >= threshold).tolist(), key=lambda one: (-chances[one], one))
    groups = group_candidates((sample.candidates[one] for one in order), sample.text)
    return tuple(frozenset({group[0].text}) for group in groups)


def with_scope(candidate: Candidate, in_scope: float) -> set[str]:
    """Return the features of a candidate with the chance that its report is in scope."""
    scope = f"scope={int(in_scope * 6)}"
    slots = {one for one in candidate.features if one.startswith("slot=") and one.count("=") == 1}
    return candidate.features | {scope} | {f"{scope}&{one}" for one in slots}


def fit_fillers(samples: Sequence[Sample], gold: Sequence[tuple[Template, ...]]) -> FillerModel:
    """Fit on all reports; the thresholds are those that were best on every fourth one, fitted without these."""
    wanted = [roles_of(one) for one in gold]
    held = [number for number in range(len(samples)) if number % FOLD == 0]
    rest = [number for number in range(len(samples)) if number % FOLD]
    scope, roles = _fit([samples[one] for one in rest], [wanted[one] for one in rest])
    trial = FillerModel(scope, roles, (0.0,) * len(ROLES))
    chances = {one: trial.chances(samples[one]) for one in held}
    thresholds = []
    for column, role in enumerate(ROLES):
        f1 = {}
        for threshold in THRESHOLDS:
            counts = (
                count_fillers(wanted[n][role], choose(samples[n], chances[n][:, column], threshold)) for n in held
            )
            f1[threshold] = sum(counts, Count()).f1
        thresholds.append(max(THRESHOLDS, key=lambda one: f1[one]))
    return FillerModel(*_fit(samples, wanted), tuple(thresholds))


def _fit(samples: Sequence[Sample], wanted: Sequence[Fillers]) -> tuple[RoleModel, RoleModel]:
    """Fit scope and roles; the roles see the scope as a model that was fitted without their report tells it."""
    relevant = np.array([[float(any(one.values()))] for one in wanted])
    told = np.zeros(len(samples))
    for half in (0, 1):
        other = list(range(1 - half, len(samples), 2))
        model = fit_model([samples[one].scope for one in other], relevant[other], SCOPE_PENALTY)
        told[half::2] = model.chances([one.scope for one in samples[half::2]])[:, 0]
    rows = [with_scope(one, told[n]) for n, sample in enumerate(samples) for one in sample.candidates]
    labels = np.array([_labels(one, wanted[n]) for n, sample in enumerate(samples) for one in sample.candidates])
    return fit_model([sample.scope for sample in samples], relevant, SCOPE_PENALTY), fit_model(rows, labels)


def _labels(candidate: Candidate, wanted: Fillers) -> list[float]:
    return [float(_is_in(candidate.text, wanted[role])) for role in ROLES]


def _is_in(text: str, entities: Iterable[Entity]) -> bool:
    return any(text in entity for entity in entities)
