"""Marking: the spans that all extractors share: times, numbers of people, places, noun phrases; sentences as words."""
