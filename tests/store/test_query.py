"""What a query asks, and what is said where it cannot be meant."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from store.errors import QueryError
from store.query import parse
from store.query_fields import FIELDS, LADDER, REFUSES
from store.query_help import EXAMPLES
from store.query_tree import And, Field, Fuzzy, Headline, Node, Not, Or, Pattern, Query, Words

PIECES = (
    *(f"{name}:" for name in FIELDS),
    *("ukraine", "peace deal", "2025-09", "0.5", "agreed", "refusal", "direct", "headline", "é"),
    *(" ", " ", " OR ", "-", "(", ")", '"', "“", "”", "~", "/", "\\/", "..", ">=", "<", "foo:"),
    *("{9}", "+", "*", "[", "?", "\ud800", "\0", ",", "'s", "http://x"),
)


def node(text: str) -> Node | None:
    return parse(text).node


def wrong(text: str) -> QueryError:
    with pytest.raises(QueryError) as refused:
        parse(text)
    return refused.value


def accused(text: str) -> str:
    error = wrong(text)
    return text[error.start : error.end]


def check(text: str) -> None:
    try:
        query = parse(text)
    except QueryError as error:
        assert error.text == text
        assert 0 <= error.start <= error.end <= len(text)
        assert error.why
        assert not error.why.endswith(".")
        assert error.why in str(error)
    else:
        assert query.text == text
        assert isinstance(query.sought, tuple)
        assert query.of_records in (True, False)


@given(st.text())
@example("-" * 5000 + "a")
@example("(" * 5000)
@example("-(" * 5000)
@example("a OR " * 5000)
@example("~" * 5000 + "a")
@example("/" + "(" * 3000 + "a" + ")" * 3000 + "/")
@example("/((a{9999}){9999}){9999}/")
@example("/a{99999999}/")
def test_any_text_is_a_query_or_raises_its_error(text: str) -> None:
    check(text)


@given(st.lists(st.sampled_from(PIECES), max_size=14))
def test_any_row_of_signs_is_a_query_or_raises_its_error(pieces: list[str]) -> None:
    check("".join(pieces))


@given(st.text(st.characters(blacklist_characters="/"), min_size=1))
def test_any_pattern_is_one_or_raises_its_error(pattern: str) -> None:
    check(f"/{pattern}/")


@pytest.mark.parametrize("text", [one for one, _ in EXAMPLES])
def test_the_examples_of_the_help_are_queries(text: str) -> None:
    assert node(text) is not None


@pytest.mark.parametrize("text", ["", " ", "-", "()", '""', "- ,", "…", "--"])
def test_what_holds_no_letter_asks_nothing(text: str) -> None:
    assert parse(text) == Query(text, None)


# -- words


@pytest.mark.parametrize(
    "word", ["so-called", "Trump's", "26,000", "http://x", "12:30", "U.S.", "and/or", "or", "C++"]
)
def test_a_word_with_marks_inside_is_plain(word: str) -> None:
    assert node(f"{word} ") == Words(word)


@pytest.mark.parametrize("text", ["Ukraine: peace ", "note: peace "])
def test_a_colon_at_the_end_of_a_word_makes_no_field(text: str) -> None:
    assert node(text) == And((Words(text.split()[0]), Words("peace")))


def test_the_last_word_is_a_beginning_until_a_blank_follows() -> None:
    assert node("peace dea") == And((Words("peace"), Words("dea", begun=True)))
    assert node("peace dea ") == And((Words("peace"), Words("dea")))
    assert node("(peace)") == Words("peace")
    assert node('"peace dea') == Words("peace dea", begun=True)


@pytest.mark.parametrize("text", ['"peace deal"', "“peace deal”", "„peace deal”", '“peace deal"'])
def test_marks_of_any_kind_make_a_phrase(text: str) -> None:
    assert node(text) == Words("peace deal")


def test_marks_make_plain_words_of_what_looks_like_a_field() -> None:
    assert node('"by:macron"') == Words("by:macron")


def test_fuzzy_words_and_phrases() -> None:
    assert node("~zelensky") == Fuzzy("zelensky")
    assert node('~"emmanuel macron"') == Fuzzy("emmanuel macron")


def test_a_pattern_holds_blanks_and_escaped_slashes() -> None:
    assert node(r"/26 countr(y|ies)/") == Pattern("26 countr(y|ies)")
    assert node(r"/and\/or/") == Pattern("and/or")


# -- and, or, not


def test_or_binds_less_than_standing_beside_each_other() -> None:
    assert node("a b OR c ") == Or((And((Words("a"), Words("b"))), Words("c")))
    assert node("a (b OR c)") == And((Words("a"), Or((Words("b"), Words("c")))))


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("-a ", Words("a")),
        ('-"a b"', Words("a b")),
        ("-(a OR b)", Or((Words("a"), Words("b")))),
        ("-~a ", Fuzzy("a")),
        ("-/a/", Pattern("a")),
        ("-stance:refusal", Field("stance", "refusal")),
    ],
)
def test_a_dash_before_it_rules_it_out(text: str, part: Node) -> None:
    assert node(text) == Not(part)


def test_two_dashes_are_none() -> None:
    assert node("--a ") == Words("a")
    assert node("---a ") == Not(Words("a"))


# -- fields


def test_a_field_takes_words_phrases_spellings_and_patterns() -> None:
    assert node("by:macron ") == Field("by", Words("macron"))
    assert node("BY:macron ") == Field("by", Words("macron"))
    assert node('by:"united states"') == Field("by", Words("united states"))
    assert node("by:~macron ") == Field("by", Fuzzy("macron"))
    assert node(r"cond:/cease-?fire/") == Field("cond", Pattern("cease-?fire"))


@pytest.mark.parametrize("name", [one for one in FIELDS if FIELDS[one].shape == "one of"])
def test_a_field_of_few_values_knows_each_in_any_case(name: str) -> None:
    for value in FIELDS[name].values:
        found = node(f"{name}:{value.upper()} x ")
        assert Field(name, value) in getattr(found, "parts", ()) or isinstance(found, Headline)


@pytest.mark.parametrize(
    ("value", "low", "high", "ends"),
    [
        ("agreed", 4, 4, (False, False)),
        (">=agreed", 4, None, (False, False)),
        (">agreed", 4, None, (True, False)),
        ("<=ready", None, 1, (False, False)),
        ("<ready", None, 1, (False, True)),
        ("ready..agreed", 1, 4, (False, False)),
        ("..agreed", None, 4, (False, False)),
        ("ready..", 1, None, (False, False)),
        ("in-force", 6, 6, (False, False)),
        ('"in force"', 6, 6, (False, False)),
    ],
)
def test_strengths_are_places_on_the_ladder(
    value: str, low: int | None, high: int | None, ends: tuple[bool, bool]
) -> None:
    assert node(f"strength:{value}") == Field("strength", (low, high), ends)


def test_every_strength_of_the_ladder_is_known_and_refuses_stands_apart() -> None:
    for place, strength in enumerate(LADDER):
        assert node(f"strength:{strength}") == Field("strength", (place, place))
    assert node(f"strength:{REFUSES}") == Field("strength", REFUSES)
    assert "stands beside the ladder" in wrong(f"strength:>={REFUSES}").why


@pytest.mark.parametrize(
    ("value", "low", "high"),
    [
        ("2025", "2025", "2025"),
        ("2025-09..2026-01", "2025-09", "2026-01"),
        ("2025-09-04..2025-09", "2025-09-04", "2025-09"),
        (">=2025-09-04", "2025-09-04", None),
        ("..2025", None, "2025"),
    ],
)
def test_dates_are_stretches(value: str, low: str | None, high: str | None) -> None:
    assert node(f"date:{value}") == Field("date", (low, high))


def test_confidence_is_a_stretch_between_0_and_1() -> None:
    assert node("confidence:>0.8") == Field("confidence", (0.8, None), (True, False))
    assert node("confidence:0.5..0.7") == Field("confidence", (0.5, 0.7))
    assert "between 0 and 1" in wrong("confidence:7").why


def test_in_headline_holds_for_its_group() -> None:
    assert node("in:headline ukraine ") == Headline(Words("ukraine"))
    grouped = node("(ukraine in:headline) by:macron ")
    assert grouped == And((Headline(Words("ukraine")), Field("by", Words("macron"))))


# -- what is sought


def test_what_is_wanted_in_texts_is_sought_and_nothing_else() -> None:
    query = parse('peace -war ~zelensky /26/ about:troops cond:"a truce" -cond:x stance:refusal ')
    assert query.sought == (
        Words("peace"),
        Fuzzy("zelensky"),
        Pattern("26"),
        Words("troops"),
        Words("a truce"),
    )


@pytest.mark.parametrize("text", ["outlet:herald ", "source:002 ", "tag:x "])
def test_names_of_outlets_files_and_tags_are_not_sought_in_texts(text: str) -> None:
    assert parse(text).sought == ()


@pytest.mark.parametrize(
    ("text", "of_records"),
    [
        ("ukraine", False),
        ("ukraine by:macron", True),
        ("-stance:refusal", False),
        ("(a OR (b cond:c))", True),
        ("kind:direct", True),
        ("kind:person", False),
        ("has:condition", True),
        ("has:author", False),
        ("is:doubtful", True),
        ("is:moved", True),
        ("is:conflict", False),
        ("outlet:herald date:2025", False),
    ],
)
def test_what_only_a_quote_or_pledge_can_answer(text: str, of_records: bool) -> None:
    assert parse(text).of_records is of_records


# -- what is said where it is wrong


def test_an_unknown_value_names_the_known_and_the_nearest() -> None:
    error = wrong("italy stance:refuse x")
    assert error.why == (
        "`stance:` knows commitment, readiness, refusal, not `refuse`; the nearest is `refusal`"
    )
    assert accused("italy stance:refuse x") == "refuse"


def test_an_unknown_field_names_the_nearest_and_how_to_mean_the_words() -> None:
    error = wrong("x stanc:refusal")
    assert "there is no field `stanc:`; the nearest is `stance:`" in error.why
    assert "Marks around it" in error.why
    assert accused("x stanc:refusal") == "stanc:"


@pytest.mark.parametrize(
    ("text", "part", "why"),
    [
        ("a (b OR c", "(", "is not closed"),
        ("a b) c", ")", "there is no “("),
        ("a OR", "OR", "stands between two"),
        ("OR a", "OR", "stands between two"),
        ("by: macron", "by:", "`by:` needs words"),
        ("stance: refusal", "stance:", "`stance:` needs a value"),
        ("by:(a OR b)", "(", "a field takes one value"),
        ("date:20x5 a", "20x5", "is no date"),
        ("date:2025-13", "2025-13", "is no date"),
        ("date:2026..2025", "2026..2025", "comes after"),
        ("strength:agreed..wants", "agreed..wants", "comes after"),
        ("a /b(c/ d", "/b(c/", "this pattern cannot be read: missing )"),
        ("a /bc", "/bc", "is not closed"),
        ("//", "//", "there is no pattern"),
        ("/a{99999999}/", "/a{99999999}/", "it is too large"),
        ("a ~ b", "~", "`~` needs a word"),
        ("in:headline", "in:headline", "needs words beside it"),
        ("-in:headline a", "-in:headline", "cannot be ruled out"),
    ],
)
def test_an_error_says_what_and_where(text: str, part: str, why: str) -> None:
    assert accused(text) == part
    assert why in wrong(text).why


@pytest.mark.parametrize(
    "text", ["(a", "a OR", "by:", "/a", "stance:ref", "date:2025-", "in:headline", "~"]
)
def test_what_typing_on_can_make_right_is_unfinished(text: str) -> None:
    assert wrong(text).unfinished


@pytest.mark.parametrize("text", ["a)", "stance:refusax", "foo:b", "/(/", "date:2026..2025"])
def test_what_it_cannot_is_wrong_at_once(text: str) -> None:
    assert not wrong(text).unfinished


def test_a_query_that_is_too_long_or_too_deep_is_refused() -> None:
    assert "more than 100" in wrong("a " * 101).why
    assert "more than 40" in wrong("(" * 41 + "a" + ")" * 41).why
