"""Link: which events of different reports are one incident. Touches nothing.

`make_sightings` is a map over reports, `make_columns` puts what it gives side by side, `make_pairs` groups by key,
`Comparer` looks at the pairs that meet, `cluster` works on one connected part at a time: `link_events` does all of it.
"""

from __future__ import annotations

from dateline.link.blocks import make_keys, make_pairs
from dateline.link.cluster import cluster
from dateline.link.columns import Columns, make_columns
from dateline.link.compare import Comparer, compare
from dateline.link.incidents import Linking, link_events
from dateline.link.sightings import Sighting, make_sightings

__all__ = [
    "Columns",
    "Comparer",
    "Linking",
    "Sighting",
    "cluster",
    "compare",
    "link_events",
    "make_columns",
    "make_keys",
    "make_pairs",
    "make_sightings",
]
