"""Weigh: what is known of an incident, field by field, who says so, and how well. Touches nothing.

sayings = make_sayings(incident, reports, findings)     # both mappings by report id
lines = trace_lines(sayings, stories)
assessment = weigh(incident, sayings, lines)
"""

from __future__ import annotations

from dateline.weigh.assess import weigh
from dateline.weigh.briefs import Brief, make_brief
from dateline.weigh.captures import LISTS, Captures, count_captures, list_captures, make_captures, write_captures
from dateline.weigh.credibility import WORDS as CREDIBILITY
from dateline.weigh.loose import Fit, find_claims, find_meant, is_loose
from dateline.weigh.sayings import make_sayings
from dateline.weigh.sides import SideToll, make_side_tolls
from dateline.weigh.summaries import independent_lines
from dateline.weigh.toll import RULE_NAMES, RULES, make_toll

__all__ = [
    "CREDIBILITY",
    "LISTS",
    "RULES",
    "RULE_NAMES",
    "Brief",
    "Captures",
    "Fit",
    "SideToll",
    "count_captures",
    "find_claims",
    "find_meant",
    "independent_lines",
    "is_loose",
    "list_captures",
    "make_brief",
    "make_captures",
    "make_sayings",
    "make_side_tolls",
    "make_toll",
    "weigh",
    "write_captures",
]
