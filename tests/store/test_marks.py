from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.extraction.marks import quotations
from store.records import Block


def paragraphs(text: str) -> list[Block]:
    blocks, at = [], 0
    for line in text.split("\n"):
        if line:
            blocks.append(Block("paragraph", at, at + len(line)))
        at += len(line) + 1
    return blocks


def found(text: str) -> list[str]:
    return [text[q.start : q.end] for q in quotations(text, paragraphs(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "we will pay" and left.', ['"we will pay"']),
        ("She said “we will pay” and left.", ["“we will pay”"]),
        ("They said ''we will pay'' and left.", ["''we will pay''"]),
        ("They said „we will pay“ and left.", ["„we will pay“"]),
        ("They said «we will pay» and left.", ["«we will pay»"]),
        ("It was ‘too late’, he said.", ["‘too late’"]),
        ("They said ”we will pay” and left.", ["”we will pay”"]),
        ("They said »we will pay« and left.", ["»we will pay«"]),
        ("They said « we will pay » and left.", ["« we will pay »"]),
        ("They said „we will pay” and left.", ["„we will pay”"]),
        ("They said ‚we will pay‘ and left.", ["‚we will pay‘"]),
        ('They said “we will pay" and left.', ['“we will pay"']),
        ("They said “we will pay“ and left.", ["“we will pay“"]),
        ('🎉"we will pay" they said.', ['"we will pay"']),
        ('"He said “no” twice," she said.', ['"He said “no” twice,"']),
        ("In ‘08 they paid, and ’09 was better.", []),
        ("It was 'too late', he said.", ["'too late'"]),
        ("The workers' pay and the firms' profits rose.", []),
        ("It's the minister's plan.", []),
        ('A 6" pipe burst on Monday, the council said.', []),
    ],
)
def test_marks_of_every_kind_are_told_from_apostrophes(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def test_an_apostrophe_inside_single_marks_does_not_close_them() -> None:
    assert found("‘We don’t know the ministers’ plans yet,’ she said.") == [
        "‘We don’t know the ministers’ plans yet,’"
    ]


def test_speech_over_paragraphs_runs_to_the_end_of_each() -> None:
    text = "“We came early.\n“We left late,” she said."
    assert found(text) == ["“We came early.", "“We left late,”"]


def test_a_stray_mark_spoils_neither_its_own_paragraph_nor_the_next() -> None:
    text = 'The " mark is lost here. "We will pay," he said.\n"We will not," she said.'
    assert '"We will pay,"' in found(text)
    assert '"We will not,"' in found(text)


def test_one_closing_mark_ends_speech_over_unmarked_paragraphs() -> None:
    text = "She said: “We came early.\nNobody knew.\nWe left late.” It rained."
    assert found(text) == ["“We came early.", "Nobody knew.", "We left late.”"]


def test_a_stray_opening_mark_does_not_swallow_paragraphs() -> None:
    text = 'He said: “We came early.\nNobody knew.\n"We left late," she said.'
    assert '"We left late,"' in found(text)
    assert "Nobody knew." not in found(text)


def test_boilerplate_is_not_looked_at() -> None:
    text = 'Photo: "A view"'
    assert quotations(text, [Block("boilerplate", 0, len(text))]) == []


@given(st.text(alphabet="ab ,.\"'“”‘’«»„\n", max_size=80))
def test_quotations_are_ordered_apart_and_inside_their_paragraph(text: str) -> None:
    blocks = paragraphs(text)
    last = 0
    for q in quotations(text, blocks):
        assert last <= q.start <= q.inner_start <= q.inner_end <= q.end <= len(text)
        assert q.start < q.inner_start or not q.mark
        assert any(b.start <= q.start and q.end <= b.end for b in blocks)
        last = q.end
