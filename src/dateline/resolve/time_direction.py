"""Whether the words around a time expression look forward or back: "will meet on Friday", "was shot on Friday"."""

from __future__ import annotations

import re

__all__ = ["find_direction", "find_lead"]

# What follows "will be" belongs to it: "will be held on Friday" looks forward for all its participle.
PASSIVE = r"(?:(?: \w+){0,2} be (?:\w+ ?){1})?"
MODAL = (
    rf"(?:will|would|shall|won['’]t|(?-i:may)|might|can|should|must)(?! have\b){PASSIVE}|could(?! (?:not|have)"
    rf"\b){PASSIVE}"
    r"|(?:is|are|was|were|be|been) (?:to|due|set|scheduled|expected|planned|slated)(?: be \w+)?"
)
# On its right, only a verb turns an expression; on its left, also words that promise, ask or put off.
AHEAD_RIGHT = re.compile(rf"\b(?:{MODAL}|(?:hopes?|plans?|intends?) to)(?!\w)", re.IGNORECASE)
AHEAD_LEFT = re.compile(
    rf"\b(?:{MODAL}|to be \w+|due(?: to be \w+)?|scheduled|set (?:for|to)|slated|planned|planning"
    r"|plans? (?:\w+ ){0,2}to"
    r"|expected|expects?|intends?|hopes? to|going to|ahead of|upcoming|deadline (?:of|for|is)|prepar(?:es?|ing)"
    r"|vow(?:s|ed|ing)? to|threaten(?:s|ed|ing)? to|call(?:s|ed|ing)? for|wants?|effective"
    r"|(?:postponed|delayed|put off|adjourned|rescheduled|extended)(?: \w+){0,4} (?:to|until|till|through)"
    r"|set (?:\w+ ){1,3}for)(?!\w)",
    re.IGNORECASE,
)
# Participles that stand before nouns far more often than they tell what was done.
ADJECTIVES = (
    "expected scheduled planned threatened called slated limited armed suspected alleged proposed disputed occupied"
    " elected detained jailed related hundred united so-called wanted needed supposed designed aimed intended"
)
BACK = re.compile(
    r"\b(?:[Ss]aid|says?|told|was|were|had|did|took|killed|came|began|left|went|met|made|shot|found|hit|held|blew|"
    r"broke|set off"
    r"|died|fell|fled|won|lost|gave|saw|struck|rose|drove|ran|fought|threw"
    rf"|(?<!\sthe )(?<!\sa )(?<!\san )(?!(?:{ADJECTIVES.replace(' ', '|')})\b)[a-z]{{2,}}ed)\b"
)
# Deeds that are told because they happened; "Wednesday's killing" is past whatever verb stands near it.
DEED = (
    r"(?:attack|assault|killing|murder|bombing|bomb|blast|explosion|shooting|assassination|uprising|raid|crash|coup"
    r"|massacre|clash|violence|invasion|tsunami|earthquake|quake|kidnapping|abduction|death|ambush|incident|"
    r"riot)(?:e?s)?\b"
)
DEED_AFTER = re.compile(rf"(?:['’]s?)? (?:\w+ ){{0,2}}{DEED}", re.IGNORECASE)
DEED_BEFORE = re.compile(
    rf"(?<!may )(?<!will )(?<!would )(?<!could )(?<!might )(?<!can )(?<!must )(?<!to )\b{DEED}(?: (?:in|at|on|near|"
    rf"outside|of) (?:the )?(?:[A-Z][\w'’-]* ?)+)*(?: on)? ?$"
)
LEAD = re.compile(
    r"\b(since|until|till|by|ahead of|(?<!ever )before|scheduled for|set for|planned for|due on|due|upcoming)"
    r"(?: the| an?| next| this| at least| at the latest)? $",
    re.IGNORECASE,
)
SOME_DAY = re.compile(r"\b(?:an?|one|each|any|another|the (?:first|second|third|fourth)|ago(?: on)?) $", re.IGNORECASE)
CLAUSE = re.compile(r"[;:]| (?:but|while|although|though|whereas) ")


def find_lead(left: str, right: str) -> str:
    """Return the preposition that governs the expression: "since", "until", "by", "before" ... or nothing.

    "a" stands for what makes a weekday any such day: "on a Friday", "one Friday", "the first Friday", "a "
    "week ago Friday".
    Before a possessive ("since Sunday's attack") it governs the noun that follows and not the time.
    """
    if SOME_DAY.search(left):
        return "a"
    lead = LEAD.search(left)
    word = lead[1].lower() if lead else ""
    if word in ("since", "until", "till", "by") and re.match(r"['’]s?\b", right):
        return ""
    return word


def find_direction(left: str, right: str) -> tuple[bool, bool]:
    """Say whether the words of the sentence before and after an expression look forward, and whether they look back."""
    if DEED_AFTER.match(right) or DEED_BEFORE.search(left):
        return False, True
    clause = CLAUSE.split(left)[-1]
    lead = find_lead(left, right)
    if lead in ("by", "until", "till") and _last_of(clause) is None:
        return _first_of(right) != "back", _first_of(right) == "back"
    if lead in (
        "by",
        "until",
        "till",
        "ahead of",
        "scheduled for",
        "set for",
        "planned for",
        "due",
        "due on",
        "upcoming",
    ):
        return True, False
    nearest = _last_of(clause) or _first_of(right)
    if lead == "before" and nearest is None:
        return True, False
    return nearest == "ahead", nearest == "back"


def _first_of(words: str) -> str | None:
    ahead, back = AHEAD_RIGHT.search(words[:80]), BACK.search(words[:80])
    if ahead and (not back or ahead.start() <= back.start()):
        return "ahead"
    return "back" if back else None


def _last_of(words: str) -> str | None:
    """The kind of the last cue in `words`."""
    ahead = max((match.end() for match in AHEAD_LEFT.finditer(words)), default=-1)
    back = max((match.end() for match in BACK.finditer(words)), default=-1)
    if ahead == back:
        return "ahead" if ahead > 0 else None
    return "ahead" if ahead > back else "back"
