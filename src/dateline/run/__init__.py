"""Run: many reports, on this machine.

    local    `read_into`, `read_findings`, `link_store`: read what is new, keep it at once, draw the conclusions anew
    pool     the per-report stages in several processes
    views    what a person looks at: `list_incidents`, `view_incident`, `view_report`
    actor_views    `view_actor`, `count_actors`, `list_candidates`; `actor_judging`: what people decide of actors

Import from these modules: this page imports nothing, so that a list of incidents is shown without loading the readers.
"""
