"""Tolls: the dead, hurt and taken of a report, each given to the event that had them and to the voice that says so."""
