"""What the id of an actor tells: whether it names somebody, and of which state it is.

Ids are those of the register: ``group:islamic-state``, ``unlisted:black-flag``, ``state:IQ:police``; a class of people
(``class:unidentified_armed``) is a description and names nobody.
"""

from __future__ import annotations

from dateline.records import ActorLink

__all__ = ["named_actor", "state_of"]


def named_actor(actor: ActorLink | None) -> ActorLink | None:
    """Return `actor` where it is somebody in particular, ``None`` where it is only a class of people."""
    return None if actor is None or actor.actor_id.startswith("class:") else actor


def state_of(actor_id: str | None) -> str | None:
    """Return the country (ISO 3166-1 alpha-2) of a force or body of a state; ``None`` for everybody else."""
    parts = (actor_id or "").split(":")
    return parts[1] if parts[0] == "state" and len(parts) > 1 else None
