from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec
import pytest
from made_actors import Told, add_report, year

from dateline.errors import NotFoundError, UserError
from dateline.knowledge.histories import Bounds
from dateline.knowledge.register import Register, load_register
from dateline.run.actor_finding import list_targets, search_actors
from dateline.run.actor_judging import (
    Stamp,
    alias_actor,
    list_changes,
    merge_actors,
    rename_actor,
    split_actor,
    undo_change,
)
from dateline.run.actor_mentions import read_actor_mentions
from dateline.run.actor_ties import TieVersions
from dateline.run.actor_views import TreeNode, count_actors, list_candidates, view_actor
from dateline.store import Store, open_store

ANN = Stamp("ann", "2024-06-01T00:00:00Z", "seen their statement")
BO = Stamp("bo", "2024-06-02T00:00:00Z")
BRANCH = "Police said the Coast Group, a wing of the Sahar Front, planned the attack."
PLEDGE = "In 2019 the Sahar Front swore allegiance to the Islamic State."
OTHER_PLEDGE = "In 2021 the Sahar Front swore allegiance to the Islamic State, its spokesman said."
SINCE = "Amira Soule has led the Sahar Front since 2018. Soldiers of Sahar claimed the attack."


@pytest.fixture(scope="module")
def register() -> Register:
    return load_register()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(str(tmp_path / "s.sqlite"), create=True) as made:
        add_report(
            made, BRANCH, "2024-05-02", [Told("branch_of", "Coast Group", "Sahar Front", "wing of", by="Police")],
            by=("Coast Group",),
        )  # fmt: skip
        add_report(made, PLEDGE, "2024-05-03T10:00:00+00:00", [pledge(2019)])
        add_report(
            made, SINCE, "2024-05-04", [Told("leader_of", "Amira Soule", "Sahar Front", "led", when=year(2018, "end"))],
            by=("Soldiers of Sahar",), claims="Soldiers of Sahar",
        )  # fmt: skip
        yield made


def pledge(number: int, status: str = "happened") -> Told:
    return Told("pledged_to", "Sahar Front", "Islamic State", "swore allegiance", status, year(number))


def ties(store: Store, register: Register) -> dict[str, TieVersions]:
    return {one.type: one for one in view_actor(store, register, "Sahar Front").ties}


def test_an_actor_is_found_by_id_name_and_words(store: Store, register: Register) -> None:
    for wanted in ("unlisted:sahar-front", "Sahar Front", "the sahar front", "SAHAR FRONT"):
        assert view_actor(store, register, wanted).id == "unlisted:sahar-front"
    assert view_actor(store, register, "coast").id is None
    assert view_actor(store, register, "ISIL").id == "group:islamic-state"  # a name of the register alone


def test_several_or_none_is_told(store: Store, register: Register) -> None:
    with pytest.raises(NotFoundError, match=r"could be \d+ actors: unlisted:sahar-front Sahar Front; .* give an id"):
        view_actor(store, register, "sahar")
    with pytest.raises(NotFoundError, match="no actor is called 'Nobody at all'"):
        view_actor(store, register, "Nobody at all")


def test_a_view_counts_names_roles_and_days(store: Store, register: Register) -> None:
    view = view_actor(store, register, "Sahar Front")
    assert (view.name, view.kind, view.reports) == ("Sahar Front", "armed_group", 3)
    assert (view.first_report, view.last_report) == ("2024-05-02", "2024-05-04")
    assert view.names == (("Sahar Front", 3),)
    assert view.roles == (("relations", 3),)
    assert [tie.type for tie in view.ties] == ["leader_of", "pledged_to", "branch_of"]  # in the order of time
    msgspec.json.encode(view)


def test_a_state_told_as_present_began_by_then_and_goes_on(store: Store, register: Register) -> None:
    tie = ties(store, register)["branch_of"]
    assert (tie.a_id, tie.a, tie.b_id) == (None, "Coast Group", "unlisted:sahar-front")
    assert (tie.start, tie.end) == (Bounds(None, date(2024, 5, 2)), Bounds(date(2024, 5, 2), None))
    (claim,) = tie.claims
    assert (claim.speaker, claim.speaker_name) == ("police", "Police")
    assert claim.words == "Coast Group, a wing of the Sahar Front"
    assert claim.published == "2024-05-02"


def test_an_act_has_a_day_and_no_end(store: Store, register: Register) -> None:
    tie = ties(store, register)["pledged_to"]
    assert (tie.start, tie.end) == (Bounds(date(2019, 1, 1), date(2019, 12, 31)), None)
    assert (tie.claims[0].speaker, tie.claims[0].speaker_name) == ("outlet", None)


def test_since_gives_the_beginning(store: Store, register: Register) -> None:
    tie = ties(store, register)["leader_of"]
    assert tie.start == Bounds(date(2018, 1, 1), date(2018, 12, 31))
    assert tie.end == Bounds(date(2024, 5, 4), None)


def test_until_gives_the_end(store: Store, register: Register) -> None:
    text = "Until 2017 Idris Mbaye led the Sahar Front."
    add_report(
        store, text, "2024-05-05", [Told("leader_of", "Idris Mbaye", "Sahar Front", "led", when=year(2017, "start"))]
    )
    view = view_actor(store, register, "Idris Mbaye")
    assert view.ties[0].end == Bounds(date(2017, 1, 1), date(2017, 12, 31))
    assert view.ties[0].start == Bounds(None, date(2017, 1, 1))


def test_versions_that_agree_narrow_each_other(store: Store, register: Register) -> None:
    text = "The Coast Group, long a branch of the Sahar Front, was silent."
    add_report(store, text, "2020-01-09", [Told("branch_of", "Coast Group", "Sahar Front", "branch of")])
    tie = ties(store, register)["branch_of"]
    assert len(tie.claims) == 2
    assert (tie.start, tie.end) == (Bounds(None, date(2020, 1, 9)), Bounds(date(2024, 5, 2), None))
    assert tie.conflict == ""


def test_versions_that_exclude_each_other_stand_side_by_side(store: Store, register: Register) -> None:
    add_report(store, OTHER_PLEDGE, "2024-05-06", [pledge(2021)])
    tie = ties(store, register)["pledged_to"]
    assert [claim.start for claim in tie.claims] == [
        Bounds(date(2019, 1, 1), date(2019, 12, 31)), Bounds(date(2021, 1, 1), date(2021, 12, 31)),
    ]  # fmt: skip
    assert tie.start is None
    assert tie.conflict == "the times of its beginning exclude each other"


def test_a_denial_is_a_conflict_and_bounds_nothing(store: Store, register: Register) -> None:
    add_report(store, OTHER_PLEDGE, "2024-05-06", [pledge(2021, "denied")])
    tie = ties(store, register)["pledged_to"]
    assert tie.conflict == "told as fact and denied"
    assert tie.start == Bounds(date(2019, 1, 1), date(2019, 12, 31))


def test_a_class_of_people_is_nobody(store: Store, register: Register) -> None:
    text = "The gunmen belong to the Sahar Front."
    add_report(store, text, "2024-05-07", [Told("member_of", "gunmen", "Sahar Front", "belong to")])
    tie = ties(store, register)["member_of"]
    assert (tie.a_id, tie.a) == (None, "gunmen")


def names(node: TreeNode) -> list[str]:
    return [node.name, *(name for part in node.below for name in names(part))]


def test_the_tree_joins_register_and_reports(store: Store, register: Register) -> None:
    tree = view_actor(store, register, "Coast Group").tree
    assert tree is not None
    assert names(tree) == ["Sahar Front", "Coast Group"]
    part = tree.below[0]
    assert (part.relation, part.basis, part.is_shown) == ("branch_of", "1 report", True)
    listed = view_actor(store, register, "group:islamic-state").tree
    assert listed is not None
    assert "Amaq News Agency" in names(listed)
    assert {part.basis for part in listed.below} == {"register"}


def test_what_lists_say_is_kept_apart(store: Store, register: Register) -> None:
    view = view_actor(store, register, "group:islamic-state")
    assert [tie.type for tie in view.ties] == ["pledged_to"]
    assert "unlisted:sahar-front" not in {end for tie in view.listed for end in (tie.a, tie.b)}
    assert {end for tie in view.listed for end in (tie.a, tie.b)} == set(view.listed_names)
    assert len(view.listed) > 10


def test_a_circle_of_branches_ends(store: Store, register: Register) -> None:
    text = "The Sahar Front is a branch of the Coast Group."
    add_report(store, text, "2024-05-08", [Told("branch_of", "Sahar Front", "Coast Group", "branch of")])
    tree = view_actor(store, register, "Sahar Front").tree
    assert tree is not None
    assert sorted(names(tree)) == ["Coast Group", "Sahar Front"]


def test_candidates_are_groups_that_no_list_has(store: Store) -> None:
    front, soldiers = list_candidates(store)
    assert (front.id, front.reports, front.mentions) == ("unlisted:sahar-front", 3, 3)
    assert (front.first_published, front.first_publisher) == ("2024-05-02", "Orbis Wire")
    assert (soldiers.id, soldiers.written) == ("unlisted:soldiers-of-sahar", ("Soldiers of Sahar",))


def test_search_looks_in_reports_and_register(store: Store, register: Register) -> None:
    targets = list_targets(read_actor_mentions(store))
    found = search_actors(targets, register, "front sahar")
    assert [one.id for one in found] == ["unlisted:sahar-front"]
    assert "group:islamic-state" in {one.id for one in search_actors(targets, register, "islamic state")}
    assert search_actors(targets, register, "islamic state")[0].reports == 1  # those of the reports come first


def counted(store: Store) -> dict[str | None, int]:
    return {one.id: one.reports for one in count_actors(store) if one.id}


def test_a_merger_wins_in_every_view_and_is_taken_back(store: Store, register: Register) -> None:
    before = counted(store)
    merge_actors(store, register, "Sahar Front", "Soldiers of Sahar", ANN)
    assert counted(store) == {"unlisted:sahar-front": 3, "group:islamic-state": 1}
    view = view_actor(store, register, "Soldiers of Sahar")
    assert view.id == "unlisted:sahar-front"
    assert ("claims", 1) in view.roles
    (change,) = list_changes(store)
    assert (change.verdict, change.of, change.name, change.by, change.holds) == (
        "merge", "Soldiers of Sahar", "Sahar Front", "ann", True,
    )  # fmt: skip
    undo_change(store, change.number, BO)
    assert counted(store) == before
    assert [(one.verdict, one.holds) for one in list_changes(store)] == [("merge", False), ("undo", False)]


def test_what_is_one_already_cannot_be_merged(store: Store, register: Register) -> None:
    merge_actors(store, register, "Sahar Front", "Soldiers of Sahar", ANN)
    with pytest.raises(UserError, match="are one actor already"):
        merge_actors(store, register, "Soldiers of Sahar", "Sahar Front", ANN)


def test_names_that_are_tied_to_nobody_can_be_merged(store: Store, register: Register) -> None:
    add_report(store, "The Shore Group made the attack.", "2024-05-09", by=("Shore Group",))
    merge_actors(store, register, "Coast Group", "Shore Group", ANN)
    view = view_actor(store, register, "Shore Group")
    assert (view.id, view.name, view.reports) == ("decided:coast-group", "Coast Group", 2)


def test_a_split_name_is_an_actor_of_its_own(store: Store, register: Register) -> None:
    merge_actors(store, register, "Sahar Front", "Soldiers of Sahar", ANN)
    split_actor(store, register, "Sahar Front", "Soldiers of Sahar", BO)
    assert counted(store) == {"unlisted:sahar-front": 3, "decided:soldiers-of-sahar": 1, "group:islamic-state": 1}


def test_a_name_that_no_report_uses_cannot_be_split_off(store: Store, register: Register) -> None:
    with pytest.raises(UserError, match="no report calls Sahar Front 'Northern Army'; the reports write: Sahar Front"):
        split_actor(store, register, "Sahar Front", "Northern Army", ANN)


def test_a_split_name_can_be_given_to_another(store: Store, register: Register) -> None:
    split_actor(store, register, "Soldiers of Sahar", "Soldiers of Sahar", ANN, to="group:islamic-state")
    assert counted(store) == {"unlisted:sahar-front": 3, "group:islamic-state": 2}


def test_an_alias_ties_a_name_everywhere(store: Store, register: Register) -> None:
    alias_actor(store, register, "Sahar Front", "Coast Group", ANN)
    assert view_actor(store, register, "Sahar Front").names == (("Sahar Front", 3), ("Coast Group", 2))


def test_a_new_name_is_shown(store: Store, register: Register) -> None:
    rename_actor(store, register, "Sahar Front", "Front of Sahar", ANN)
    assert view_actor(store, register, "unlisted:sahar-front").name == "Front of Sahar"
    assert view_actor(store, register, "Sahar Front").name == "Front of Sahar"  # reports still write the old one


def test_a_later_decision_on_the_same_outranks_an_earlier(store: Store, register: Register) -> None:
    rename_actor(store, register, "Sahar Front", "Front of Sahar", ANN)
    rename_actor(store, register, "unlisted:sahar-front", "Sahar Army", BO)
    assert view_actor(store, register, "unlisted:sahar-front").name == "Sahar Army"
    assert [one.holds for one in list_changes(store)] == [False, True]
    with pytest.raises(UserError, match="decision 1 does not hold any more"):
        undo_change(store, 1, BO)
    with pytest.raises(NotFoundError, match="no decision 9"):
        undo_change(store, 9, BO)


def test_a_decision_needs_somebody(store: Store, register: Register) -> None:
    with pytest.raises(UserError, match="'Coast Group' is a name that is tied to nobody"):
        rename_actor(store, register, "Coast Group", "Other", ANN)
    with pytest.raises(UserError, match="is no name"):
        alias_actor(store, register, "Sahar Front", "...", ANN)


def test_findings_are_never_changed(store: Store, register: Register) -> None:
    before = [msgspec.json.encode(found) for found in store.all_findings()]
    merge_actors(store, register, "Sahar Front", "Soldiers of Sahar", ANN)
    rename_actor(store, register, "unlisted:sahar-front", "Front of Sahar", ANN)
    assert [msgspec.json.encode(found) for found in store.all_findings()] == before
