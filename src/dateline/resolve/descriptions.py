"""Descriptions: forces and bodies of a state by its name ("Iraqi police"), and classes of people ("gunmen")."""

from __future__ import annotations

import re

from dateline.knowledge.pages import split_term
from dateline.knowledge.register import Register
from dateline.records import ActorLink

# What follows these tells more of the phrase but not whose force it is.
CUT = re.compile(r"\s+(?:in|from|near|at|on|who|which|that|with|outside|based)\s.*|,.*", re.DOTALL)
# "rebels" of a state are not its forces.
AGAINST_STATE = frozenset(
    {
        "rebels",
        "rebel",
        "insurgents",
        "militants",
        "militant",
        "separatists",
        "guerrillas",
        "opposition",
        "dissident",
        "backed",
        "linked",
        "trained",
        "civilians",
    }
)
OFFICE = 0.9


def state_force(words: str, register: Register) -> ActorLink | None:
    """Return the force or body of a state that `words` name (state:IQ:police), or ``None``.

    The name of a state alone, or of a seat that stands for it, is its government.
    """
    lower = split_term(CUT.sub("", words).replace(",", ""))
    if not lower or any(word in AGAINST_STATE or word.endswith(("-backed", "-linked", "-trained")) for word in lower):
        return None
    codes = register.states_in(lower)
    if not codes:
        return None
    kind = _force(lower, register)
    if kind is not None:
        actor = register.state_actor(codes[0], kind)
        return ActorLink(actor.id, actor.name, kind, OFFICE if len(codes) == 1 else 0.6, "state and force")
    state = register.state_at(lower, 0)
    if state is not None and state[1] == len(lower) and words[:1].isupper() and words in register.state_nouns:
        actor = register.state_actor(state[0], "government")
        return ActorLink(actor.id, actor.name, "government", 0.8, "name of a state")
    return None


def _force(lower: tuple[str, ...], register: Register) -> str | None:
    """Return the kind of the force named last in the phrase; the longest phrase counts ("border police")."""
    for index in range(len(lower) - 1, -1, -1):
        for size in (3, 2, 1):
            phrase = " ".join(lower[max(0, index - size + 1) : index + 1])
            if phrase in register.forces.by_state:
                return register.forces.by_state[phrase]
    return None


def class_of(words: str, register: Register) -> ActorLink | None:
    """Return the class of people that `words` describe, by the last word that names one; never a group."""
    lower = split_term(CUT.sub("", words))
    for index in range(len(lower) - 1, -1, -1):
        for size in (2, 1):
            phrase = " ".join(lower[max(0, index - size + 1) : index + 1])
            kind = register.forces.classes.get(phrase)
            if kind is not None:
                return ActorLink(f"class:{kind}", kind.replace("_", " "), kind, 0.2, f"description: {phrase}")
    return None
