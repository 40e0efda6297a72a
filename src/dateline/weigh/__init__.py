"""Weigh: what is known of an incident, field by field, who says so, and how well. Touches nothing.

sayings = make_sayings(incident, reports, findings)     # both mappings by report id
lines = trace_lines(sayings, stories)
assessment = weigh(incident, sayings, lines, rulings)   # what people decided of it as a whole
"""

from __future__ import annotations

from dateline.weigh.assess import weigh
from dateline.weigh.briefs import Brief, make_brief
from dateline.weigh.captures import LISTS, Captures, count_captures, list_captures, make_captures, write_captures
from dateline.weigh.decided import apply_rulings, is_decided
from dateline.weigh.loose import Fit, find_claims, find_meant, is_loose
from dateline.weigh.questions import KINDS as QUESTIONS
from dateline.weigh.questions import find_questions, rank_questions
from dateline.weigh.sayings import make_sayings
from dateline.weigh.sides import SideToll, make_side_tolls
from dateline.weigh.summaries import independent_lines
from dateline.weigh.toll import RULES, make_toll
from dateline.wording import RULE_NAMES

__all__ = [
    "LISTS",
    "QUESTIONS",
    "RULES",
    "RULE_NAMES",
    "Brief",
    "Captures",
    "Fit",
    "SideToll",
    "apply_rulings",
    "count_captures",
    "find_claims",
    "find_meant",
    "find_questions",
    "independent_lines",
    "is_decided",
    "is_loose",
    "list_captures",
    "make_brief",
    "make_captures",
    "make_sayings",
    "make_side_tolls",
    "make_toll",
    "rank_questions",
    "weigh",
    "write_captures",
]
