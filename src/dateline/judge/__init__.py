"""Judge: what people decided, as pure functions; nothing of what was read or concluded is ever changed by it.

    standing = find_standing(judgements)                 # who decides between whom, what was undone
    decided = make_decisions(standing)
    found = decided.apply(findings, text)                # before linking: corrected, rejected parts taken out
    kept = decided.keep(members)                         # before weighing: rejected events say nothing any more

A `Judgement` has a subject (the id of a finding or an incident, or two event ids joined by "+"), a verdict (accept,
reject, correct, same, different, undo) and a value, a `Decision` as JSON (see `values`). Judgements on actors have
subjects and values of their own (`link.actor_judgements`); what those on pairs of events mean says `link.judgements`.
"""

from dateline.judge.agreement import Agreement, alpha, measure_agreement
from dateline.judge.findings import Decisions, make_decisions
from dateline.judge.standing import find_contested, find_standing, is_shared, part_of
from dateline.judge.values import COUNTS, FIELDS, SIDES, check_decision, decode_decision, encode_decision, read_decision

__all__ = [
    "COUNTS",
    "FIELDS",
    "SIDES",
    "Agreement",
    "Decisions",
    "alpha",
    "check_decision",
    "decode_decision",
    "encode_decision",
    "find_contested",
    "find_standing",
    "is_shared",
    "make_decisions",
    "measure_agreement",
    "part_of",
    "read_decision",
]
