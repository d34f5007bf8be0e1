"""The query language: what is read from a text, and what is wrong with one."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from store.errors import QueryError
from store.query import parse
from store.query_fields import FIELDS
from store.query_tree import (
    And,
    Field,
    Fuzzy,
    Headline,
    Infix,
    Near,
    Node,
    Not,
    Or,
    Pattern,
    Query,
    Words,
)

MACRON = Words("macron")


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("macron ", MACRON),
        ("macron", Words("macron", begun=True)),
        ("macron uk", And((MACRON, Words("uk", begun=True)))),
        ('"peace deal"', Words("peace deal")),
        ("“peace deal”", Words("peace deal")),
        ('"peace de', Words("peace de", begun=True)),
        ("macron OR truce ", Or((MACRON, Words("truce")))),
        ("a b OR c ", Or((And((Words("a"), Words("b"))), Words("c")))),
        ("a (b OR c)", And((Words("a"), Or((Words("b"), Words("c")))))),
        ("-macron ", Not(MACRON)),
        ("-(macron OR b)", Not(Or((MACRON, Words("b"))))),
        ("-by:macron ", Not(Field("by", MACRON))),
        ("macron NEAR uk ", Near((MACRON, Words("uk")), 10)),
        ("macron NEAR uk", Near((MACRON, Words("uk", begun=True)), 10)),
        ('macron NEAR/0 "a b" c ', And((Near((MACRON, Words("a b")), 0), Words("c")))),
        ("a NEAR/3 b NEAR/3 c ", Near((Words("a"), Words("b"), Words("c")), 3)),
        ("-a NEAR b ", Not(Near((Words("a"), Words("b")), 10))),
        ("cond:a NEAR/5 b ", Field("cond", Near((Words("a"), Words("b")), 5))),
        ("(a NEAR b ) OR c ", Or((Near((Words("a"), Words("b")), 10), Words("c")))),
        ("in:headline a NEAR b ", Headline(Near((Words("a"), Words("b")), 10))),
        ('"NEAR" a ', And((Words("NEAR"), Words("a")))),
        ("near a ", And((Words("near"), Words("a")))),
        ("*fire* ", Infix("*fire*")),
        ("*fire ", Infix("*fire")),
        ("*fire", Infix("*fire*")),
        ("cease**re ", Infix("cease*re")),
        ("fire* a ", And((Words("fire", begun=True), Words("a")))),
        ("by:*ron ", Field("by", Infix("*ron"))),
        ("source:*a ", Field("source", Words("*a"))),
        ('"a*b" ', Words("a*b")),
        ("* ", None),
        ("~zelensky", Fuzzy("zelensky")),
        ('~"von der leyen"', Fuzzy("von der leyen")),
        (r"/26 (countr|nation)/", Pattern("26 (countr|nation)")),
        (r"/a\/b/", Pattern("a/b")),
        ("BY:macron ", Field("by", MACRON)),
        ('by:"united states"', Field("by", Words("united states"))),
        ("cond:~ceasefir", Field("cond", Fuzzy("ceasefir"))),
        ("stance:refusal", Field("stance", "refusal")),
        ("strength:agreed", Field("strength", (4, 4))),
        ("strength:>=agreed", Field("strength", (4, None))),
        ("strength:<offers", Field("strength", (None, 2), (False, True))),
        ("strength:wants..offers", Field("strength", (0, 2))),
        ("strength:in-force", Field("strength", (6, 6))),
        ('strength:"in force"', Field("strength", (6, 6))),
        ("strength:refuses", Field("strength", "refuses")),
        ("date:2025", Field("date", ("2025", "2025"))),
        ("date:2025-09..2026-01", Field("date", ("2025-09", "2026-01"))),
        ("date:2025-09..", Field("date", ("2025-09", None))),
        ("date:..2025", Field("date", (None, "2025"))),
        ("date:2025-09-04..2025-09", Field("date", ("2025-09-04", "2025-09"))),
        ("date:>2025-09-04", Field("date", ("2025-09-04", None), (True, False))),
        ("confidence:>0.8", Field("confidence", (0.8, None), (True, False))),
        ("confidence:.5..0.7", Field("confidence", (0.5, 0.7))),
        ("in:headline macron ", Headline(MACRON)),
        ("macron (in:headline b )", And((MACRON, Headline(Words("b"))))),
        ("so-called ", Words("so-called")),
        ("26,000 ", Words("26,000")),
        ("https://example.org/a ", Words("https://example.org/a")),
        ("10:30 ", Words("10:30")),
        ("Macron: b ", And((Words("Macron:"), Words("b")))),
        ('"by:macron"', Words("by:macron")),
        ("Trump's ", Words("Trump's")),
        ("--macron ", MACRON),
        ("---macron ", Not(MACRON)),
        ("a - b ", And((Words("a"), Words("b")))),
        ("“…” —", None),
        ("", None),
        ("()", None),
    ],
)
def test_a_text_asks(text: str, node: Node | None) -> None:
    assert parse(text) == Query(text, node)


@pytest.mark.parametrize(
    ("text", "wrong", "words"),
    [
        ("stance:refuse", "refuse", "the nearest is `refusal`"),
        ("strength:>=agree", ">=agree", "the nearest is `agreed`"),
        ("strength:>=refuses", ">=refuses", "stands beside the ladder"),
        ("outlt:bbc", "outlt:", "the nearest is `outlet:`"),
        ("xyzzy:bbc", "xyzzy:", "there are by, about, to"),
        ("macron OR", "OR", "between two things"),
        ("OR macron", "OR", "between two things"),
        ("NEAR", "NEAR", "between two words or phrases"),
        ("NEAR a", "NEAR", "in marks is the word"),
        ("a NEAR", "NEAR", "there is none behind it"),
        ("(a NEAR) b", "NEAR", "there is none behind it"),
        ("a NEAR OR b", "NEAR", "there is none behind it"),
        ("a NEAR —", "—", "between two words or phrases"),
        ("a NEAR NEAR b", "NEAR N", "between two words or phrases"),
        ("a NEAR -b", "NEAR -", "between two words or phrases"),
        ("a NEAR (b c)", "NEAR (", "between two words or phrases"),
        ("(a b) NEAR c", "(a b) NEAR", "between two words or phrases"),
        ("~a NEAR b", "~a NEAR", "between two words or phrases"),
        ("a NEAR *b* ", "*b*", "between two words or phrases"),
        ("a NEAR by:b ", "by:b", "between two words or phrases"),
        ("stance:refusal NEAR b", "stance:refusal NEAR", "between two words or phrases"),
        ("a NEAR/x b", "NEAR/x", "0 to 999"),
        ("a NEAR/-1 b", "NEAR/-1", "0 to 999"),
        ("a NEAR/1000 b", "NEAR/1000", "0 to 999"),
        ("a NEAR/9999999999999 b", "NEAR/9999999999999", "0 to 999"),
        ("a NEAR/٣ b", "NEAR/٣", "0 to 999"),
        ("a NEAR/3 b NEAR c", "NEAR", "one number"),
        ("note:", "note:", "needs words"),
        ("(a b", "(", "is not closed"),
        ("a b)", ")", "there is no “(”"),
        ("date:2025-13", "2025-13", "is no date"),
        ("date:soon", "soon", "is no date"),
        ("date:2026..2025", "2026..2025", "comes after"),
        ("confidence:2", "2", "is no number between 0 and 1"),
        ("by:", "by:", "needs words"),
        ("stance: macron", "stance:", "needs a value"),
        ("date:..", "..", "needs a value"),
        ("by:(a OR b)", "(", "a field takes one value"),
        ("/(/", "/(/", "cannot be read"),
        ("//", "//", "no pattern"),
        ("/a{99999999}/", "/a{99999999}/", "too large"),
        ("/(a{,90000}){1,90000}/", "/(a{,90000}){1,90000}/", "too large"),
        ("confidence:.٣", ".٣", "no number between 0 and 1"),
        ("/((a{99}){99}){99}/ b", "/((a{99}){99}){99}/", "too large"),
        ("/abc", "/abc", "is not closed"),
        ("~", "~", "needs a word"),
        ("a ~ b", "~", "needs a word"),
        ("-", "-", "needs something behind it"),
        ("a -", "-", "needs something behind it"),
        ("a -- ", "--", "needs something behind it"),
        ("in:headline", "in:headline", "needs words beside it"),
        ("macron -in:headline", "-in:headline", "cannot be ruled out"),
        ("in:text macron", "text", "knows headline"),
        ("(" * 50 + "a", "(", "more than 40"),
        ("x " * 101, "x " * 101, "more than 100"),
    ],
)
def test_a_wrong_text_says_what_and_where(text: str, wrong: str, words: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(text)
    error = caught.value
    assert error.text[error.start : error.end] == wrong
    assert words in error.why
    assert words in str(error)


@pytest.mark.parametrize(
    "text",
    [
        *("by:", "stance:ref", "(a", "/ab", "a OR", "date:2025-0", "in:headline", "-", "a -"),
        *("a NEAR", "a NEAR/", "(a NEAR", "cond:a NEAR "),
    ],
)
def test_what_can_become_right_by_typing_on_is_unfinished(text: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(text)
    assert caught.value.unfinished


@pytest.mark.parametrize(
    "text", ["stance:refx", "a)", "foo:b", "date:20255", "OR a", "NEAR a", "a NEAR/x", "a NEAR)"]
)
def test_what_cannot_is_not(text: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(text)
    assert not caught.value.unfinished


def test_what_is_sought_in_texts_leaves_out_what_is_ruled_out() -> None:
    query = parse("macron -troops about:ukraine (by:meloni OR /x+/) stance:refusal ")
    assert query.sought == (MACRON, Words("ukraine"), Words("meloni"), Pattern("x+"))


@pytest.mark.parametrize("text", ["outlet:herald", "source:002", "tag:x", "note:x"])
def test_names_of_outlets_files_and_tags_are_not_sought_in_texts(text: str) -> None:
    assert parse(text).sought == ()


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("macron", False),
        ("by:macron", True),
        ("-by:macron", False),
        ("a OR stance:refusal", True),
        ("outlet:bbc date:2025", False),
        ("has:condition", True),
        ("has:url", False),
        ("kind:indirect", True),
        ("has:note", False),
        ("note:x", False),
        ("kind:person", False),
        ("is:doubtful", True),
        ("is:moved", True),
        ("is:conflict", False),
    ],
)
def test_it_is_told_whether_only_a_quote_or_pledge_can_answer(text: str, asks: bool) -> None:
    assert parse(text).of_records is asks


terms = st.sampled_from(
    [
        *(f"{name}:" for name in FIELDS),
        *(field.example for field in FIELDS.values()),
        *'"“”()/~-: \\.<>=*',
        "OR",
        "NEAR",
        "NEAR/3",
        " NEAR/",
        "..",
        "macron",
        "2025",
        "\ud800",
        "{9}",
        "0.5",
        "agreed",
    ]
)


patterns = st.text(st.characters(exclude_characters="/")).map("/{}/".format)


@given(st.text() | st.lists(terms).map("".join) | st.lists(terms).map(" ".join) | patterns)
@example("-" * 5000 + "a")
@example("-(" * 5000)
@example("a OR " * 5000)
@example("/" + "(" * 3000 + "a" + ")" * 3000 + "/")
@example("/((a{9999}){9999}){9999}/")
@example("source:\ud800a")
def test_nothing_but_its_own_error_is_raised(text: str) -> None:
    error = None
    with suppress(QueryError):
        try:
            assert parse(text).text == text
        except QueryError as caught:
            error = caught
            raise
    if error is not None:
        assert 0 <= error.start <= error.end <= len(text)
        assert error.why
