"""Link: which events of different reports are one incident. Touches nothing.

`make_sightings` is a map over reports, `keys` and `compare` are a map over sightings and pairs, `cluster` works on one
connected group: `link_events` does all of it in one process, a cluster can do the same steps with the same functions.
"""

from __future__ import annotations

from dateline.link.incidents import Linking, link_events
from dateline.link.sightings import Sighting, make_sightings

__all__ = ["Linking", "Sighting", "link_events", "make_sightings"]
