"""The register of actors: armed groups by name, forces and bodies of states, bodies of several states.

Data: `data/actors`. `groups.tsv` and `bodies.tsv` are kept by hand, `listed.tsv` comes from public lists
(`tools/build_register.py`), `states.tsv` names states, `forces.yaml` the words for their forces and for classes.

Identifiers are stable: ``group:islamic-state``, ``body:united-nations``, ``state:IQ:police``. A description that names
nobody is tied to a class of people, ``class:unidentified_armed``: a class is not a group and never joins two reports.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.resources import files

import yaml
from rapidfuzz.distance import JaroWinkler

from dateline.knowledge.actor_tables import read_table, split_cell
from dateline.knowledge.histories import KnownTie, Life, load_lives, load_ties_of_lists, make_index
from dateline.knowledge.names import LINKS, are_alike, name_key, sound_key
from dateline.knowledge.pages import split_term

__all__ = ["KnownActor", "Match", "Register", "load_register"]

# Two spellings with the same consonants are one name from this Jaro-Winkler similarity of their keys on: the lowest
# value that kept all names of tests/knowledge/other_names.tsv apart (2026-11).
SAME_NAME = 0.88
CLEARLY_NEARER = 0.03  # two actors nearer to each other than this: neither
LEAST_CONSONANTS = 4  # "Hamas" and "Homs" have the same three: shorter names are never matched by sound
LONGER = 1  # letters by which two spellings of one word may differ: "Interim" is not "Interahamwe"
LONGEST_SPELLED = 4  # words of a name that is looked for in other romanisations
COLUMNS = 6
STATE_KINDS = ("government", "intelligence", "military", "police")
JOINED = re.compile(r" ['’]s\b")  # the tokeniser parts "Lord 's Resistance Army"
MEMO = 4096  # phrases and sentences whose names are remembered


@dataclass(frozen=True, slots=True)
class KnownActor:
    """One actor of the register. `misleading` names are known, but never enough alone."""

    id: str
    name: str
    kind: str
    countries: tuple[str, ...] = ()
    parent: str | None = None
    names: tuple[str, ...] = ()
    misleading: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """An actor that a name may mean, with a score in [0, 1] and the reason."""

    actor: KnownActor
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Forces:
    """Words for forces of a state and for classes of people: phrase to actor kind; and words that only describe."""

    by_state: Mapping[str, str]
    classes: Mapping[str, str]
    describing: frozenset[str]
    bodies: frozenset[str]  # head nouns of names of groups: front, army, brigades


@dataclass(frozen=True, slots=True)
class Register:
    """Known actors and their names."""

    actors: Mapping[str, KnownActor]
    by_key: Mapping[str, str]
    by_misleading: Mapping[str, tuple[str, ...]]
    by_sound: Mapping[str, tuple[tuple[str, str], ...]]
    abbreviations: frozenset[str]  # keys that are names only when written in capitals: "LeT" is not "let"
    first_words: Mapping[str, int]  # first word of a key: words of the longest key that begins with it
    state_words: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]  # by first word: phrase, ISO code
    state_names: Mapping[str, str]
    state_nouns: frozenset[str]  # names and seats of states, not adjectives: "Israel", "Kremlin"
    state_nouns_lower: frozenset[str]
    forces: Forces
    ties: Mapping[str, tuple[KnownTie, ...]]  # by the id of either side
    lives: Mapping[str, Life]
    # What `names_in` has answered: several extractors ask about the same sentences.
    memo: dict[tuple[str, ...], tuple[tuple[int, int, Match], ...]] = field(
        default_factory=dict, compare=False, repr=False
    )

    def ties_of(self, actor_id: str) -> tuple[KnownTie, ...]:
        """Return the relations of an actor that public lists or the register tell, on either side, in order of time.

        They are dated relations ("split from", "rivals") with their source, its place in the tree (branch_of, media_of)
        and the lists that it is on (designated_terrorist_by). An actor that is not known has none.
        """
        return self.ties.get(actor_id, ())

    def branches_of(self, actor_id: str) -> tuple[KnownActor, ...]:
        """Return the actors whose parent is `actor_id` (branches, provinces, wings, media arms), by id."""
        return tuple(self.actors[one] for one in sorted(self.actors) if self.actors[one].parent == actor_id)

    def life_of(self, actor_id: str) -> Life:
        """Return when a group was founded and ceased, as far as that is known."""
        return self.lives.get(actor_id, Life())

    def find(self, name: str) -> tuple[Match, ...]:
        """Return the actors that `name` may mean, best first; the same name in another romanisation is found too.

        A misleading name gives all actors that have it, at a score that is never enough alone.
        """
        key = name_key(name)
        if key in self.by_key and self._is_written_so(key, name):
            return (Match(self.actors[self.by_key[key]], 1.0, "name"),)
        spelled = self._by_sound(key)
        if spelled is not None:
            return (spelled,)
        return tuple(Match(self.actors[one], 0.4, "misleading name") for one in self.by_misleading.get(key, ()))

    def _is_written_so(self, key: str, name: str) -> bool:
        return key not in self.abbreviations or sum(letter.isupper() or letter.isdigit() for letter in name) >= 2

    def _by_sound(self, key: str) -> Match | None:
        sound = sound_key(key)
        if len(sound.replace(" ", "")) < LEAST_CONSONANTS:
            return None
        scored = [
            (JaroWinkler.similarity(key, other), self.actors[actor])
            for other, actor in self.by_sound.get(sound, ())
            if are_alike(key, other) and (" " in key or abs(len(key) - len(other)) <= LONGER)
        ]
        scored.sort(key=lambda pair: (-pair[0], pair[1].id))
        if not scored or scored[0][0] < SAME_NAME:
            return None
        score, actor = scored[0]
        if any(other.id != actor.id and score - rival < CLEARLY_NEARER for rival, other in scored[1:]):
            return None
        return Match(actor, round(0.95 * score, 3), "spelling")

    def names_in(self, words: Sequence[str]) -> Iterator[tuple[int, int, Match]]:
        """Yield the known names among `words` as (first, end, match), from the left, the longest at each place."""
        asked = tuple(words)
        if asked not in self.memo:
            if len(self.memo) >= MEMO:
                self.memo.clear()
            self.memo[asked] = tuple(self._read_names(asked))
        yield from self.memo[asked]

    def _read_names(self, words: Sequence[str]) -> Iterator[tuple[int, int, Match]]:
        keys = [name_key(word) for word in words]
        position = 0
        while position < len(words):
            found = self._name_at(words, keys, position)
            if found is not None:
                yield position, found[0], found[1]
            position = found[0] if found is not None else position + 1

    def _name_at(self, words: Sequence[str], keys: Sequence[str], position: int) -> tuple[int, Match] | None:
        first = keys[position].split()
        if not first:
            return None
        capital = words[position][:1].isupper() or first[0] in LINKS
        by_sound = capital and keys[position] not in self.forces.describing
        reach = max(self.first_words.get(first[0], 0), LONGEST_SPELLED if by_sound else 0)
        for end in range(min(len(words), position + reach), position, -1):
            if not keys[end - 1]:
                continue
            text = JOINED.sub("'s", " ".join(words[position:end]))
            key = name_key(text)
            if key in self.by_key and self._is_written_so(key, text):
                return end, Match(self.actors[self.by_key[key]], 1.0, "name")
            spelled = self._by_sound(key) if by_sound and _is_capital(words[position:end]) else None
            if spelled is not None:
                return end, spelled
        return None

    def is_group_name(self, words: Sequence[str]) -> bool:
        """Say whether a capitalised name has the head noun of a group and no state in it: "Valley Defence Force"."""
        run = [word.lower() for word in words if word[:1].isupper() or word in ("of", "for", "and")]
        if len(run) < 2 or self.states_in(run) or "police" in run or "air" in run:
            return False
        return any(word in self.forces.bodies for word in run)

    def state_at(self, lower: Sequence[str], position: int) -> tuple[str, int] | None:
        """Return the code of the state named at `position` of the lower-cased words, and how many words name it."""
        for phrase, code in self.state_words.get(lower[position], ()):
            if tuple(lower[position : position + len(phrase)]) == phrase:
                return code, len(phrase)
        return None

    def states_in(self, lower: Sequence[str]) -> tuple[str, ...]:
        """Return the codes of the states that the words name, in their order, each once."""
        found: list[str] = []
        position = 0
        while position < len(lower):
            state = self.state_at(lower, position)
            if state is not None and state[0] not in found:
                found.append(state[0])
            position += state[1] if state is not None else 1
        return tuple(found)

    def names_state(self, lower: Sequence[str]) -> bool:
        """Say whether the words hold a state's name or seat ("Israel", "Kremlin"), not only an adjective of it."""
        nouns = self.state_nouns_lower
        return any(
            " ".join(lower[i:j]) in nouns for i in range(len(lower)) for j in range(i + 1, min(i + 5, len(lower)) + 1)
        )

    def state_actor(self, code: str, kind: str) -> KnownActor:
        """Return the forces or body of a state: ``state:IQ:police``."""
        return self.actors[f"state:{code}:{kind}"]


def load_register() -> Register:
    """Load `data/actors`."""
    actors: dict[str, KnownActor] = {}
    for prefix, table in (("group", "groups.tsv"), ("body", "bodies.tsv"), ("group", "listed.tsv")):
        for row in read_table(table, COLUMNS):
            _add(actors, prefix, row)
    for one in _state_actors():
        actors[one.id] = one
    by_key, by_misleading = _index(actors.values())
    nouns = frozenset(
        word for row in read_table("states.tsv", 5) for word in (row[1], *split_cell(row[2]), *split_cell(row[4]))
    )
    return Register(
        actors=actors,
        by_key=by_key,
        by_misleading=by_misleading,
        abbreviations=_abbreviations(actors.values()),
        by_sound=_sounds(actors.values(), by_key),
        first_words=_first_words(by_key),
        state_words=_state_words(),
        state_names={row[0]: row[1] for row in read_table("states.tsv", 5)},
        state_nouns=nouns,
        state_nouns_lower=frozenset(" ".join(split_term(word)) for word in nouns),
        forces=_load_forces(),
        ties=make_index((*load_ties_of_lists(), *_kin(actors.values()))),
        lives=load_lives(),
    )


def _kin(actors: Iterable[KnownActor]) -> Iterator[KnownTie]:
    """Yield the tree of parents as relations without dates."""
    for one in actors:
        if one.parent is not None:
            yield KnownTie("media_of" if one.kind == "media" else "branch_of", one.id, one.parent)


def _is_capital(words: Sequence[str]) -> bool:
    """Say whether every word is written as part of a name: with a capital, or a link such as "al-"."""
    return all(
        word[:1].isupper() or not word[:1].isalpha() or name_key(word).partition(" ")[0] in LINKS for word in words
    )


def _state_actors() -> Iterator[KnownActor]:
    """Yield the forces and bodies of every state, and those of its services that have an identity of their own."""
    names: dict[tuple[str, str], list[str]] = {}
    misleading: dict[tuple[str, str], list[str]] = {}
    for code, kind, name, others, doubtful, own in read_table("state_bodies.tsv", COLUMNS):
        if own:
            id_ = f"state:{code}:{kind}:{make_slug(name)}"
            parent = f"state:{code}:{kind}"
            yield KnownActor(id_, name, kind, (code,), parent, split_cell(others), split_cell(doubtful))
            continue
        names.setdefault((code, kind), []).extend((name, *split_cell(others)))
        misleading.setdefault((code, kind), []).extend(split_cell(doubtful))
    for code, state, *_ in read_table("states.tsv", 5):
        for kind in STATE_KINDS:
            known = tuple(names.get((code, kind), ()))
            doubtful_names = tuple(misleading.get((code, kind), ()))
            yield KnownActor(f"state:{code}:{kind}", f"{kind} of {state}", kind, (code,), None, known, doubtful_names)


def make_slug(name: str) -> str:
    """Return a name as part of an identifier: "Islamic State" is ``islamic-state``."""
    return name_key(name).replace(" ", "-")


def _add(actors: dict[str, KnownActor], prefix: str, row: list[str]) -> None:
    name, kind, countries, parent, names, misleading = (cell.strip() for cell in row)
    one = KnownActor(
        id=f"{prefix}:{make_slug(name)}",
        name=name,
        kind=kind,
        countries=split_cell(countries),
        parent=f"{prefix}:{make_slug(parent)}" if parent else None,
        names=split_cell(names),
        misleading=split_cell(misleading),
    )
    known = actors.get(one.id) or actors.get(one.id.replace("group:", "body:"))
    if known is None:
        actors[one.id] = one
        return
    actors[known.id] = replace(
        known,
        countries=known.countries or one.countries,
        names=known.names + one.names,
        misleading=known.misleading + one.misleading,
    )


def _index(actors: Iterable[KnownActor]) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    by_key: dict[str, str] = {}
    misleading: dict[str, list[str]] = {}
    for actor in actors:
        marked = {name_key(name) for name in actor.misleading}
        for name in (actor.name, *actor.names):
            key = name_key(name)
            if key and key not in marked:
                by_key.setdefault(key, actor.id)
        for key in sorted(marked):
            misleading.setdefault(key, []).append(actor.id)
    return by_key, {key: tuple(ids) for key, ids in misleading.items()}


def _sounds(actors: Iterable[KnownActor], by_key: Mapping[str, str]) -> dict[str, tuple[tuple[str, str], ...]]:
    """Index the names that have other romanisations: abbreviations have none."""
    sounds: dict[str, list[tuple[str, str]]] = {}
    for actor in actors:
        if actor.id.startswith("state:"):
            continue  # their names are written in one way
        for name in (actor.name, *actor.names):
            key = name_key(name)
            sound = sound_key(key)
            if by_key.get(key) == actor.id and not name.isupper() and len(sound.replace(" ", "")) >= LEAST_CONSONANTS:
                sounds.setdefault(sound, []).append((key, actor.id))
    return {sound: tuple(dict.fromkeys(pairs)) for sound, pairs in sounds.items()}


ABBREVIATION = re.compile(r"[A-Z][A-Z0-9/\-]{1,9}|[A-Z][a-z]?[A-Z][A-Za-z]?[A-Z]?")


def _abbreviations(actors: Iterable[KnownActor]) -> frozenset[str]:
    names = (name for actor in actors for name in (actor.name, *actor.names))
    return frozenset(name_key(name) for name in names if ABBREVIATION.fullmatch(name))


def _first_words(by_key: Mapping[str, str]) -> dict[str, int]:
    longest: dict[str, int] = {}
    for key in by_key:
        words = key.split()
        longest[words[0]] = max(longest.get(words[0], 0), len(words))
    return longest


def _state_words() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    codes: dict[tuple[str, ...], list[str]] = {}
    for code, name, others, adjectives, seats in read_table("states.tsv", 5):
        for word in (name, *split_cell(others), *split_cell(adjectives), *split_cell(seats)):
            phrase = split_term(word)
            if code not in codes.setdefault(phrase, []):
                codes[phrase].append(code)
    words: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase, owners in codes.items():
        if len(owners) == 1:  # "Dominican" names two states: it names none
            words.setdefault(phrase[0], []).append((phrase, owners[0]))
    return {first: tuple(sorted(group, key=lambda item: -len(item[0]))) for first, group in words.items()}


def _load_forces() -> Forces:
    text = files("dateline.knowledge").joinpath("data", "actors", "forces.yaml").read_text("utf-8")
    page = yaml.safe_load(text)
    return Forces(
        by_state={word: kind for kind, words in page["forces"].items() for word in words},
        classes={word: kind for kind, words in page["classes"].items() for word in words},
        describing=frozenset(page["describing"]),
        bodies=frozenset(page["bodies"]),
    )
