"""Word classes of English news prose: closed classes, verbs with their inflections, nouns that name actors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources

import yaml

VOWELS = "aeiou"
# Tag of each closed class; a word in two classes takes the later one here.
CLOSED = {
    "adverbs": "X",
    "auxiliaries": "A",
    "modals": "M",
    "pronouns": "R",
    "conjunctions": "C",
    "prepositions": "P",
    "relatives": "W",
    "possessives": "H",
    "determiners": "D",
}
NOT_SETS = frozenset({"verbs", "irregular", "noun_verbs"})


@dataclass(frozen=True, slots=True)
class WordClasses:
    """What a lower-case word can be. All sets hold lower-case forms.

    `closed` maps each closed-class word to its tag (see `dateline.extract.marking.tagging`). `bases`, `presents`,
    `pasts`, `participles` and `gerunds` map a verb form to its base; `noun_verbs` holds every form that may be a noun
    as well.
    `kinds` maps head nouns (both numbers) to actor kinds, `titles` words before a name.
    """

    determiners: frozenset[str]
    possessives: frozenset[str]
    prepositions: frozenset[str]
    conjunctions: frozenset[str]
    relatives: frozenset[str]
    pronouns: frozenset[str]
    modals: frozenset[str]
    auxiliaries: frozenset[str]
    adverbs: frozenset[str]
    not_adverbs: frozenset[str]
    time_words: frozenset[str]
    time_capitals: frozenset[str]
    numbers: frozenset[str]
    noun_verbs: frozenset[str]
    nominal_ing: frozenset[str]
    adjectival: frozenset[str]
    directions: frozenset[str]
    periods: frozenset[str]
    openers: frozenset[str]
    doubtful: frozenset[str]
    kept: frozenset[str]
    bodies: frozenset[str]
    stressed_end: frozenset[str]
    relational: frozenset[str]
    joining: frozenset[str]
    ranks: frozenset[str]
    closed: Mapping[str, str]
    bases: Mapping[str, str]
    presents: Mapping[str, str]
    pasts: Mapping[str, str]
    participles: Mapping[str, str]
    gerunds: Mapping[str, str]
    kinds: Mapping[str, str]
    titles: Mapping[str, str]


def read_data(name: str) -> Mapping[str, object]:
    """Return the page `name` of the English data folder."""
    page = (resources.files("dateline.knowledge") / "data" / "en" / name).read_text("utf-8")
    loaded = yaml.load(page, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506  (safe in C)
    if not isinstance(loaded, dict):
        raise ValueError(f"{name}: a mapping is needed")
    return loaded


def load_words() -> WordClasses:
    """Load the word classes of `words.yaml` and `heads.yaml`."""
    page, heads = read_data("words.yaml"), read_data("heads.yaml")
    irregular = _irregular(page["irregular"])
    both = [word for word in _words(page["noun_verbs"]) if not word.endswith("ing") or word == "bring"]
    bases = sorted({*_words(page["verbs"]), *both, *irregular})
    stressed = frozenset(_words(page["stressed_end"]))
    forms = {base: _inflect(base, irregular.get(base), stressed) for base in bases}
    noun_verbs = frozenset(form for base in _words(page["noun_verbs"]) for form in (base, plural(base)))
    closed = {name: frozenset(_words(value)) for name, value in page.items() if name not in NOT_SETS}
    return WordClasses(
        **closed,
        closed={word: tag for name, tag in CLOSED.items() for word in sorted(closed[name])} | {"to": "T"},
        noun_verbs=noun_verbs,
        relational=frozenset(_words(heads["relational"])),
        joining=frozenset(_words(heads["joining"])),
        ranks=frozenset(_words(heads["ranks"])),
        bases={base: base for base in bases},
        presents={"is": "be", "are": "be", "am": "be", "has": "have", "does": "do"}
        | {present(base): base for base in bases},
        pasts={form: base for base in bases for form in forms[base][0]},
        participles={form: base for base in bases for form in forms[base][1]},
        gerunds={gerund(base, stressed): base for base in bases},
        kinds=_by_word(heads["kinds"], plurals=True),
        titles=_by_word(heads["titles"], plurals=True),
    )


def _words(value: object) -> list[str]:
    """Return the words of a block; a line may end in a comment."""
    return [word for line in str(value).splitlines() for word in line.partition("#")[0].split()]


def _by_word(table: object, *, plurals: bool) -> dict[str, str]:
    if not isinstance(table, dict):
        raise ValueError("heads.yaml: a mapping of kinds is needed")
    found: dict[str, str] = {}
    for kind, value in table.items():
        for word in _words(value):
            for form in (word, plural(word)) if plurals else (word,):
                found.setdefault(form, str(kind))
    return found


def _irregular(lines: object) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    if not isinstance(lines, list):
        raise ValueError("words.yaml: irregular must be a list")
    table = {}
    for line in lines:
        base, past, *rest = str(line).split()
        pasts = tuple(past.split("|"))
        table[base] = (pasts, tuple(rest[0].split("|")) if rest else pasts)
    return table


def _inflect(
    base: str, irregular: tuple[tuple[str, ...], tuple[str, ...]] | None, stressed: frozenset[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return irregular or ((past(base, stressed),), (past(base, stressed),))


def plural(noun: str) -> str:
    """Return the regular plural of a noun (the same rule as `present`)."""
    if noun.endswith(("man", "men")):
        return noun[:-2] + "en"
    return present(noun)


def present(base: str) -> str:
    """Return the third person of a verb: attack, attacks; catch, catches; bury, buries."""
    if base.endswith(("s", "x", "z", "ch", "sh", "go", "to")) and base != "go":
        return base + "es"
    if base == "go":
        return "goes"
    if base.endswith("y") and base[-2] not in VOWELS:
        return base[:-1] + "ies"
    return base + "s"


def _doubles(base: str, stressed: frozenset[str]) -> bool:
    """Say whether the last consonant is doubled: plan, planned; not: visit, visited."""
    if len(base) < 3 or base[-1] in "aeiouwxy" or base[-2] not in VOWELS or base[-3] in VOWELS:
        return False
    syllables = sum(1 for left, right in zip(" " + base, base, strict=False) if right in VOWELS and left not in VOWELS)
    return syllables == 1 or base in stressed


def past(base: str, stressed: frozenset[str] = frozenset()) -> str:
    """Return the regular past of a verb: attack, attacked; seize, seized; bury, buried; plan, planned."""
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2] not in VOWELS:
        return base[:-1] + "ied"
    return base + (base[-1] if _doubles(base, stressed) else "") + "ed"


def gerund(base: str, stressed: frozenset[str] = frozenset()) -> str:
    """Return the -ing form of a verb: attack, attacking; seize, seizing; die, dying; plan, planning."""
    if base.endswith("ie"):
        return base[:-2] + "ying"
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")) and base != "be":
        return base[:-1] + "ing"
    return base + (base[-1] if _doubles(base, stressed) else "") + "ing"


def all_forms(base: str, classes: WordClasses) -> Iterable[str]:
    """Return every form of the verb `base`, each once, in order."""
    forms = [base, present(base), gerund(base, classes.stressed_end)]
    forms += [form for form, of in classes.pasts.items() if of == base]
    forms += [form for form, of in classes.participles.items() if of == base]
    return dict.fromkeys(forms)
