from __future__ import annotations

import pytest

from store.provenance import Known
from store.reading import read
from store.reading.credits import merged
from store.reading.tongue import language_of

HEAD = "Towns share the cost of a wall\n\n"


def credits(text: str, **known: str) -> tuple[str, ...]:
    return read((HEAD + text).encode(), "wall.txt", metadata=Known(**known)).credits  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The wall is late, according to BBC News.", ("BBC News",)),
        ("The wall is late, Reuters reported.", ("Reuters",)),
        ("Reuters has earlier reported that the wall is late.", ("Reuters",)),
        ("“It is late,” the mayor told the Associated Press.", ("Associated Press",)),
        ("“It is late,” the mayor told the German broadcaster ARD.", ("ARD",)),
        ("He said so in an interview with the French daily Le Figaro.", ("Le Figaro",)),
        ("He said so in a CBS News interview.", ("CBS News",)),
        ("The wall is late, as reported by Dagens Nyheter.", ("Dagens Nyheter",)),
        (
            "The wall is late, The New York Times reported, citing AFP.",
            ("The New York Times", "AFP"),
        ),
        ("The wall is late, according to the Coast Gazette.", ("Coast Gazette",)),
        ("As Coast News reported, the wall is late.", ("Coast News",)),
        ("They met in Oslo. The Coast Post reported it.", ("Coast Post",)),
        ("The wall is late, according to Russian state media.", ("Russian state media",)),
        ("Chinese state television reported that it is late.", ("Chinese state television",)),
        ("TASS said that the wall is late.", ("TASS",)),
        ("OSLO (Reuters) - The wall is late.", ("Reuters",)),
        ("The wall is late.\n\nPhoto: Jane Roe/AP/TT", ("AP", "TT")),
        (
            "The wall is late.\n\nThe Associated Press contributed to this report.",
            ("The Associated Press",),
        ),
        ("The wall is late.\n\nWith Reuters", ("Reuters",)),
        ("The wall is late.\n\nBy TT News Agency", ("TT News Agency",)),
        ("The BBC reported it. It is late, BBC News reported again.", ("BBC News",)),
    ],
)
def test_an_origin_that_the_article_names_is_credited(text: str, expected: tuple[str, ...]) -> None:
    assert credits(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The mayor said that the wall is late, according to the council.",
        "“I will build it,” said Bloomberg, who ran the city for years.",
        "The mayor told reporters that the wall is late.",
        "He owns The Washington Post and a harbour.",
        "The wall is late.\n\nRead also:\n- What the BBC said\n- Reuters wins a prize",
        "The wall is late.\n\nPhoto: Jane Roe/Getty Images",
        "The wall is late.\n\nFollow BBC News on Twitter",
    ],
)
def test_what_is_no_origin_is_not(text: str) -> None:
    assert credits(text) == ()


def test_a_headline_may_name_its_origin() -> None:
    assert read(b"Towns to build a wall - Reuters\r\n\r\nThe towns agree.\r\n", None).credits == (
        "Reuters",
    )
    assert read(b"BBC: towns to build a wall\n\nThe towns agree.\n", None).credits == ("BBC",)


def test_the_outlet_itself_is_no_origin() -> None:
    assert credits("The wall is late, Reuters reported.", outlet="Reuters") == ()
    assert credits("The wall is late, he told AP.", outlet="The Associated Press") == ()


def test_credits_that_are_known_come_first_and_once() -> None:
    known = Known(credits=("TT", "BBC News"))
    text = f"{HEAD}The wall is late, AFP reported. The BBC reported it too.\n\nBy TT News Agency"
    assert read(text.encode(), None, metadata=known).credits == (
        "TT News Agency",
        "BBC News",
        "AFP",
    )


def test_names_of_one_outlet_are_joined_under_the_fullest() -> None:
    assert merged(["AP", "Reuters", "Associated Press"]) == ("Associated Press", "Reuters")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The mayor said that the wall will be built by the towns.", "en"),
        ("Macron pledges troops", "en"),
        ("Støre pledges troops", "en"),
        ("Der Minister hat gesagt, dass er den Städten mit der Mauer helfen wird.", "de"),
        ("Le ministre a dit que les villes ne sont pas seules dans cette affaire.", "fr"),
        ("Ministern säger att det inte är möjligt att bygga en mur för den summan.", "sv"),
        ("Министр заявил, что он поможет городам и что это не будет дорого.", "ru"),
        ("大臣は壁を建てると述べた。", "und"),
        ("12 34", "und"),
    ],
)
def test_the_language_is_told_by_its_common_words(text: str, language: str) -> None:
    assert language_of(text) == language
