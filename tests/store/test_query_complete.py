"""What a query can go on with at the cursor."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.query import parse
from store.query_complete import complete, quoted
from store.query_fields import FIELDS


def values(text: str) -> tuple[str, ...]:
    found = complete(text, len(text))
    return found.values if found else ()


def test_a_word_can_become_a_field() -> None:
    assert values("st") == ("stance:", "strength:")
    assert values("macron -b") == ("by:",)
    assert values("") == tuple(f"{name}:" for name in FIELDS)


def test_a_word_in_capitals_behind_another_can_become_or_and_near() -> None:
    assert values("macron O") == ("outlet:", "OR")
    assert values("(macron NEA") == ("NEAR",)
    assert values("NEA") == values("macron nea") == ()
    assert complete("*fi", 3) is None


@pytest.mark.parametrize(
    "before", ["", "by:macron ", 'by:"Emmanuel Macron" ', "/a b/ ", "(", "-", "“a b” ", "a/b "]
)
def test_a_field_goes_on_with_what_it_knows_wherever_it_stands(before: str) -> None:
    text = f"{before}stance:re"
    found = complete(text, len(text))
    assert found is not None
    assert found.values == ("readiness", "refusal")
    assert text[found.start : found.end] == "re"


def test_a_name_is_completed_behind_its_field() -> None:
    found = complete('troops by:"united st', 20)
    assert found is not None
    assert (found.field, found.stem, found.start, found.end) == ("by", "united st", 10, 20)


def test_an_end_of_a_stretch_is_completed_by_itself() -> None:
    assert values("strength:>=ag") == ("agreed",)
    assert values("strength:ready..ag") == ("agreed",)


@pytest.mark.parametrize("text", ["/26 co", '"peace de', "~zel", "by:/ma", "foo:b"])
def test_in_patterns_phrases_and_unknown_fields_nothing_is_offered(text: str) -> None:
    assert values(text) == ()


def test_in_the_middle_of_a_word_nothing_is_offered() -> None:
    assert complete("stance", 2) is None


@given(st.text(), st.integers(0, 40))
def test_any_text_can_be_completed(text: str, cursor: int) -> None:
    found = complete(text, min(cursor, len(text)))
    assert found is None or 0 <= found.start <= found.end <= len(text)


@given(st.text(min_size=1).filter(lambda text: any(map(str.isalnum, text))))
def test_a_value_reads_as_one_term_when_it_is_put_in(value: str) -> None:
    plain = " ".join(value.replace('"', "").split())
    if any(sign in plain for sign in "“”„") or not any(map(str.isalnum, plain)):
        return
    text = f"by:{quoted(plain)} x"
    node = parse(text).node
    assert len(getattr(node, "parts", ())) == 2, (text, node)
