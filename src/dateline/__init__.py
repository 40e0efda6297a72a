"""Dateline reads news reports of political violence and keeps a sourced, corroborated record of conflict events."""

from __future__ import annotations

from importlib.metadata import version

__version__ = version("dateline")

__all__ = ["__version__"]
