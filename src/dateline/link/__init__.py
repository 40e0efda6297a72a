"""Link: which events of different reports are one incident. Touches nothing.

`make_sightings` is a map over reports, `keys` is what sightings are grouped by, `compare` is a map over the pairs that
meet, `cluster` works on one connected group: `link_events` does all of it in one process.
"""

from __future__ import annotations

from dateline.link.blocks import keys
from dateline.link.cluster import cluster
from dateline.link.compare import compare
from dateline.link.incidents import Linking, link_events, make_incident
from dateline.link.sightings import Sighting, make_sightings

__all__ = ["Linking", "Sighting", "cluster", "compare", "keys", "link_events", "make_incident", "make_sightings"]
