"""Which actors of two articles are one, and what the corpus-wide actor is called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.actors import Roster, Tally
from store.documents import to_document
from store.ids import derived_id
from store.names import PersonName, fold, skeleton
from store.records import Actor, ActorKind
from tests.store.samples import actor


class Shelf:
    """Actors as the store keeps them, in memory."""

    def __init__(self) -> None:
        self.documents: dict[str, dict[str, Any]] = {}

    def roster(self) -> Roster:
        return Roster(self.by_keys, self.documents.get)

    def by_keys(self, keys: list[str]) -> list[Mapping[str, Any]]:
        return [one for one in self.documents.values() if set(keys) & set(one["keys"])]

    def keep(self, roster: Roster) -> None:
        for one in roster.touched:
            tally = roster.tallies[one]
            if tally.empty:
                self.documents.pop(one, None)
            else:
                self.documents[one] = {**to_document(tally.actor()), **tally.kept()}

    def article(self, *locals_: Actor) -> list[str]:
        roster = self.roster()
        ids = [roster.join(one) for one in locals_]
        self.keep(roster)
        return ids

    def gone(self, actor_id: str, local: Actor) -> None:
        roster = self.roster()
        roster.leave(actor_id, local)
        self.keep(roster)

    def named(self, actor_id: str) -> Actor:
        return Tally.read(self.documents[actor_id]).actor()


def one_actor(*locals_: Actor) -> bool:
    """Whether these, each of an article of its own, are one in this order."""
    shelf = Shelf()
    return len({one for local in locals_ for one in shelf.article(local)}) == 1


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("person", "Ada Lindqvist", "ADA LINDQVIST"),
        ("person", "Zoë Brandt", "Zoe Brandt"),
        ("person", "Jonas Gahr Støre", "Jonas Gahr Store"),
        ("person", "Jonas Gahr Støre", "Jonas Støre"),
        ("person", "Volodymyr Zelensky", "Volodymyr Zelenskyy"),
        ("person", "Volodymyr Zelenskiy", "Volodymyr Zelenskyi"),
        ("person", "Alexander Lukashenko", "Alexander Lukashenka"),
        ("person", "John F. Kennedy", "John Kennedy"),
        ("person", "J. D. Vance", "JD Vance"),
        ("person", "J.D. Vance", "JD Vance"),
        ("person", "Kim Jong-un", "Kim Jong Un"),
        ("person", "Donald Trump", "D. Trump"),
        ("person", "Ursula von der Leyen", "von der Leyen"),
        ("person", "Ursula von der Leyen", "Leyen"),
        ("person", "Abdel Fattah al-Sisi", "al-Sisi"),
        ("person", "Abdel Fattah al-Sisi", "Sisi"),
        ("person", "Ben Wallace", "Wallace"),
        ("person", "Emmanuel Macron", "Macron"),
        ("country", "Côte d’Ivoire", "Cote d'Ivoire"),
        ("country", "the Netherlands", "Netherlands"),
        ("organisation", "Ministry of Defence", "Ministry of Defense"),
        ("organisation", "World Trade Organisation", "World Trade Organization"),
        ("group", "26 countries", "the 26 countries"),
        ("alliance", "“Coalition of the Willing”", "coalition of the willing"),
    ],
)
def test_spellings_of_one_name_are_one_actor(kind: ActorKind, one: str, other: str) -> None:
    assert one_actor(actor(one, kind), actor(other, kind))
    assert one_actor(actor(other, kind), actor(one, kind))


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("person", "Erik Petersen", "Erik Peterson"),
        ("person", "Anna Hansen", "Anna Jansen"),
        ("person", "George W. Bush", "George H. Bush"),
        ("person", "Mary Anne Smith", "Mary Jane Smith"),
        ("person", "Kim Jong Un", "Kim Jong Il"),
        ("person", "Donald Trump", "Donald Trump Jr."),
        ("person", "Emmanuel Macron", "Brigitte Macron"),
        ("person", "Emmanuel Macron", "Emmanuel"),
        ("country", "Niger", "Nigeria"),
        ("country", "South Korea", "North Korea"),
        ("organisation", "Ministry of Defence", "Ministry of Finance"),
        ("group", "26 countries", "15 countries"),
    ],
)
def test_two_names_are_two_actors(kind: ActorKind, one: str, other: str) -> None:
    assert not one_actor(actor(one, kind), actor(other, kind))
    assert not one_actor(actor(other, kind), actor(one, kind))


def test_kinds_are_kept_apart_save_organisations_and_alliances() -> None:
    assert not one_actor(actor("Georgia", "country"), actor("Georgia", "person"))
    assert one_actor(actor("Nordic Council", "organisation"), actor("Nordic Council", "alliance"))


def test_a_surname_that_two_persons_bear_joins_neither() -> None:
    shelf = Shelf()
    emmanuel, brigitte = shelf.article(actor("Emmanuel Macron"), actor("Brigitte Macron"))
    (bare,) = shelf.article(actor("Macron"))
    (again,) = shelf.article(actor("Macron"))
    assert len({emmanuel, brigitte, bare}) == 3
    assert again == bare


def test_a_surname_known_first_becomes_the_only_bearers() -> None:
    shelf = Shelf()
    (bare,) = shelf.article(actor("Macron", country="France"))
    (full,) = shelf.article(actor("Emmanuel Macron", country="France"))
    (other,) = shelf.article(actor("Brigitte Macron", country="France"))
    assert full == bare != other
    assert shelf.named(bare).name == "Emmanuel Macron"
    assert shelf.named(bare).aliases == ("Macron",)
    assert bare == derived_id("actor", "person", "macron")


def test_a_surname_of_another_country_is_another_person() -> None:
    shelf = Shelf()
    (first,) = shelf.article(actor("Erik Larsen", country="Denmark"))
    (second,) = shelf.article(actor("Larsen", country="Norway"))
    (third,) = shelf.article(actor("Larsen", country="Denmark"))
    assert first != second
    assert third == first


def test_a_single_word_alias_is_a_bare_name() -> None:
    shelf = Shelf()
    (full,) = shelf.article(actor("Xi Jinping", "person", "Xi", "President Xi"))
    assert shelf.article(actor("Xi")) == [full]


def test_titles_among_the_aliases_join_nobody() -> None:
    shelf = Shelf()
    (one,) = shelf.article(actor("Ada Lindqvist", "person", "Prime Minister"))
    (other,) = shelf.article(actor("Zoë Brandt", "person", "Prime Minister"))
    (bare,) = shelf.article(actor("Prime Minister"))
    assert len({one, other, bare}) == 3


def test_an_acronym_is_the_only_body_of_its_country_that_goes_by_it() -> None:
    shelf = Shelf()
    (full,) = shelf.article(
        actor("North Atlantic Treaty Organization", "alliance", "NATO", "the alliance")
    )
    assert shelf.article(actor("NATO", "alliance")) == [full]
    assert shelf.article(actor("the alliance", "alliance")) != [full]
    (french,) = shelf.article(
        actor("French Ministry of Defence", "organisation", "MOD", country="France")
    )
    (british,) = shelf.article(
        actor("UK Ministry of Defence", "organisation", "MOD", country="United Kingdom")
    )
    assert french != british
    assert shelf.article(actor("MOD", "organisation", country="France")) == [french]
    assert shelf.article(actor("MOD", "organisation")) not in ([french], [british])


def test_an_id_is_never_given_to_two_actors() -> None:
    shelf = Shelf()
    (first,) = shelf.article(actor("Macron"))
    (second,) = shelf.article(actor("Emmanuel Macron"))
    (third,) = shelf.article(actor("Brigitte Macron"))
    (fourth,) = shelf.article(actor("Macron"))
    assert first == second
    assert len({first, third, fourth}) == 3


def test_the_corpus_wide_actor_is_the_sum_of_its_appearances() -> None:
    shelf = Shelf()
    first = actor(
        "Volodymyr Zelensky", "person", "Zelensky", "the Ukrainian president",
        roles=("president",), country="Ukraine", mentions=3, quotes=1,
    )  # fmt: skip
    second = actor(
        "Volodymyr Zelenskyy", "person", "Zelenskyy", "the Ukrainian president",
        roles=("leader", "president"), mentions=4, quotes=2, pledges=1,
    )  # fmt: skip
    (one,) = shelf.article(first)
    assert shelf.article(second) == [one]
    assert shelf.named(one) == Actor(
        id=one,
        name="Volodymyr Zelenskyy",
        kind="person",
        aliases=("the Ukrainian president", "Volodymyr Zelensky", "Zelensky", "Zelenskyy"),
        roles=("president", "leader"),
        country="Ukraine",
        mentions=7,
        quotes=3,
        pledges=1,
    )
    shelf.gone(one, first)
    aliases = ("Zelenskyy", "the Ukrainian president")
    assert shelf.named(one) == replace(second, id=one, aliases=aliases)
    shelf.gone(one, second)
    assert shelf.documents == {}


@given(order=st.permutations(range(4)))
def test_the_sum_does_not_hang_on_the_order(order: list[int]) -> None:
    locals_ = [
        actor("Ada Lindqvist", "person", "Lindqvist", roles=("minister",), mentions=2),
        actor("Ada Karin Lindqvist", "person", "Ada", country="Norland", quotes=1),
        actor("Ada Lindqvist", "person", "the minister", roles=("minister", "MP"), pledges=1),
        actor("A. Lindqvist", country="Norland", mentions=1),
    ]
    shelf, straight = Shelf(), Shelf()
    found = {one for at in order for one in shelf.article(locals_[at])}
    expected = {one for local in locals_ for one in straight.article(local)}
    assert len(found) == len(expected) == 1
    one, other = shelf.named(found.pop()), straight.named(expected.pop())
    assert replace(one, id="") == replace(other, id="")


def test_full_names_are_never_joined_through_a_surname() -> None:
    names = ["Ada Lindqvist", "Bo Lindqvist", "Cilla Lindqvist"]
    for order in permutations(names):
        shelf = Shelf()
        ids = [shelf.article(actor(name))[0] for name in ["Lindqvist", *order, "Lindqvist"]]
        assert len(set(ids[1:4])) == 3


@given(name=st.text(max_size=30), other=st.text(max_size=30))
def test_any_name_is_taken(name: str, other: str) -> None:
    shelf = Shelf()
    for kind in ("person", "country", "organisation", "alliance", "group"):
        local = actor(name, kind, other, f"{name} {other}")
        assert shelf.article(local) == shelf.article(local)
    PersonName.of(name).same(PersonName.of(other))
    assert fold(fold(name)) is not None
    assert skeleton(fold(name)) is not None


def test_namesakes_of_two_countries_with_other_offices_stay_apart() -> None:
    runner = actor("Paul Smith", country="Kenya", roles=("marathon runner",))
    banker = actor("Paul Smith", country="Canada", roles=("central banker",))
    shelf = Shelf()
    first, second = shelf.article(runner)[0], shelf.article(banker)[0]
    assert first != second
    assert shelf.article(runner) == [first]
    assert shelf.article(banker) == [second]


def test_one_office_makes_one_person_whatever_country_is_told() -> None:
    one = actor("Ana Lima", country="Brazil", roles=("foreign minister of Brazil",))
    other = actor("Ana Lima", country="Portugal", roles=("Foreign Minister",))
    assert one_actor(one, other)


def test_of_two_bearers_a_surname_is_his_who_holds_the_office() -> None:
    shelf = Shelf()
    minister = shelf.article(actor("Kenji Mori", roles=("finance minister",)))[0]
    shelf.article(actor("Yuki Mori", roles=("pianist",)))
    assert shelf.article(actor("Mori", roles=("Finance Minister",))) == [minister]


def test_names_with_other_numbers_are_other_actors() -> None:
    assert not one_actor(actor("Paul Number1"), actor("Paul Number11"))
