from __future__ import annotations

from functools import cache

import pytest

import seeds
from store.provenance import SHEET, read_sheet
from store.reading import read
from store.records import Article, BlockKind

NAMES = sorted(path.name for path in seeds.FOLDER.glob("*.txt"))


@cache
def seed(number: str, *, with_sheet: bool = True) -> Article:
    name = next(name for name in NAMES if name.startswith(number))
    sheet = read_sheet(seeds.FOLDER / SHEET if with_sheet else seeds.FOLDER / "none.toml")
    path = seeds.FOLDER / name
    return read(path.read_bytes(), str(path), metadata=sheet.of(name))


def texts(article: Article, kind: BlockKind) -> list[str]:
    return [article.text[one.start : one.end] for one in article.blocks if one.kind == kind]


@pytest.mark.parametrize("name", NAMES)
def test_the_text_is_the_file_unchanged(name: str) -> None:
    data = (seeds.FOLDER / name).read_bytes()
    assert read(data, name).text.encode() == data


@pytest.mark.parametrize(
    ("number", "title"),
    [
        ("000", "About 15 countries want to provide security guarantees for Ukraine - French MoD"),
        ("001", None),
        ("002", "Allies agree on strong security guarantees for Ukraine"),
        (
            "003",
            "Countries led by Macron prepared to offer support for Ukraine's deployment, "
            "given a truce agreement.",
        ),
        ("004", None),
    ],
)
def test_the_title_is_the_headline_where_there_is_one(number: str, title: str | None) -> None:
    article = seed(number)
    assert article.title == title
    assert set(texts(article, "headline")) == ({title} if title else set())


def test_a_headline_that_stands_twice_is_one_in_both_places() -> None:
    article = seed("002")
    assert len(texts(article, "headline")) == 2
    assert [block.kind for block in article.blocks[:4]] == [
        "headline",
        "boilerplate",
        "headline",
        "boilerplate",
    ]


def test_a_headline_before_a_dash_is_cut_from_the_first_line() -> None:
    article = seed("003")
    assert texts(article, "paragraph")[0].startswith("International leaders, including Macron,")
    between = article.text[article.blocks[0].end : article.blocks[1].start]
    assert between == " - "


@pytest.mark.parametrize(
    ("number", "count", "first", "last"),
    [
        ("000", 14, "About 15 countries want to provide", "For his part, French President"),
        (
            "001",
            10,
            "French President Emmanuel Macron announced",
            "During a phone call, Presidents",
        ),
        ("002", 17, "Ukraine's allies have agreed on", '"This does not mean there will be peace'),
        ("003", 11, "International leaders, including", "NATO Secretary-General Mark Rutte was"),
        ("004", 10, "Macron on Thursday said that 26", "Starmer, who led the group along"),
    ],
)
def test_every_line_of_the_text_is_a_paragraph(
    number: str, count: int, first: str, last: str
) -> None:
    paragraphs = texts(seed(number), "paragraph")
    assert len(paragraphs) == count
    assert paragraphs[0].startswith(first)
    assert paragraphs[-1].startswith(last)


def test_sub_headings_are_paragraphs() -> None:
    assert "Security guarantees for Ukraine" in texts(seed("000"), "paragraph")
    assert "The Role of the US" in texts(seed("001"), "paragraph")
    assert "What does Russia say?" in texts(seed("002"), "paragraph")


@pytest.mark.parametrize("number", ["000", "001", "004"])
def test_an_article_without_boilerplate_has_none(number: str) -> None:
    assert texts(seed(number), "boilerplate") == []


def test_what_the_publishing_system_left_is_boilerplate() -> None:
    assert texts(seed("002"), "boilerplate") == [
        "Published:",
        "Photo: Ludovic Marin/AP/TT",
        "Loading related articles...",
        "Tags",
        "Author",
        "TT News AgencyT",
        "By\u00a0TT News AgencyEnglish edition by Sweden Herald, adapted for our readers",
        "More news",
        "Loading related posts...",
    ]


def test_a_read_also_list_is_boilerplate() -> None:
    boilerplate = texts(seed("003"), "boilerplate")
    assert boilerplate[0] == "Read also:"
    assert [line.split()[0] for line in boilerplate[1:]] == [
        "visionary",
        "Nursing",
        "California",
        "Surprise",
    ]


@pytest.mark.parametrize(
    ("number", "credits"),
    [
        ("000", ("BBC News",)),
        ("001", ()),
        ("002", ("AP", "TT News Agency")),
        ("003", ()),
        ("004", ("Reuters", "Russian state media", "BBC")),
    ],
)
def test_the_origins_that_it_names_are_credited(number: str, credits: tuple[str, ...]) -> None:
    assert seed(number).credits == credits
    if number != "002":
        assert seed(number, with_sheet=False).credits == credits


@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_the_language_is_english(number: str) -> None:
    assert seed(number).language == "en"


def test_what_the_sheet_says_is_in_the_article() -> None:
    article = seed("002")
    assert (article.outlet, article.author) == ("Sweden Herald", "TT News Agency")
    assert (article.date, article.date_of, article.date_how) == ("2026-01-06", "event", "inferred")


def test_without_a_sheet_nothing_is_guessed() -> None:
    for number in ("000", "001", "002", "003", "004"):
        article = seed(number, with_sheet=False)
        assert (article.outlet, article.author, article.date) == (None, None, None)
