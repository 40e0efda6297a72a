"""Weigh: what is known of an incident, field by field, who says so, and how well. Touches nothing.

sayings = make_sayings(incident, reports, findings)     # both mappings by report id
lines = trace_lines(sayings, stories)
assessment = weigh(incident, sayings, lines)
"""

from __future__ import annotations

from dateline.weigh.assess import weigh
from dateline.weigh.sayings import make_sayings
from dateline.weigh.toll import RULES, Toll, make_toll

__all__ = ["RULES", "Toll", "make_sayings", "make_toll", "weigh"]
