from __future__ import annotations

import pytest

from store.provenance import Known
from store.reading import read
from store.records import Article, BlockKind

BODY = """\
Three coastal towns have agreed to share the cost of a sea wall, their mayors said.

Mayor Anna Krog said: "We will build it before the winter storms."
"""


def texts(article: Article, kind: BlockKind) -> list[str]:
    return [article.text[one.start : one.end] for one in article.blocks if one.kind == kind]


def title(text: str, name: str = "wall.txt") -> str | None:
    return read(text.encode(), name).title


@pytest.mark.parametrize(
    "line",
    [
        "Towns share the cost of a wall",
        "Towns share the cost of a wall - mayor",
        "Mayor: 'We will build a wall'",
        "Will the towns build a wall?",
        "Towns Share the Cost of a Wall.",
        "Towns agree on wall.",
        "Towns share the cost of a wall;",
    ],
)
def test_a_short_first_line_that_is_no_sentence_is_the_headline(line: str) -> None:
    assert title(f"{line}\n\n{BODY}") == line


def test_a_headline_needs_no_blank_line() -> None:
    assert title(f"Towns share the cost of a wall\n{BODY}") == "Towns share the cost of a wall"


@pytest.mark.parametrize(
    "line",
    [
        "Anna Krog said on Monday that the towns will build the wall.",
        "The mayor said so. Nobody else did.",
        "The towns announced the following:",
        "Three towns, which have argued about the cost of the wall for as long as anybody there "
        "can remember, and which the sea does not spare, have agreed at last on how to share the "
        "cost of it between them",
    ],
)
def test_a_first_sentence_is_no_headline(line: str) -> None:
    assert title(f"{line}\n\n{BODY}") is None


def test_a_text_of_one_line_has_none() -> None:
    assert title("Towns share the cost of a wall") is None


def test_summary_lines_above_the_text_are_none() -> None:
    summary = "Three towns build a wall.\nThe state pays nothing of it.\nThe sea rises on.\n"
    assert title(summary + BODY.replace("\n\n", "\n")) is None


def test_names_of_site_and_section_above_it_are_passed_over() -> None:
    assert title(f"BBC News\nWorld\nTowns share the cost of a wall\n\n{BODY}") == (
        "Towns share the cost of a wall"
    )


def test_the_site_behind_the_headline_is_the_outlet() -> None:
    found = read(f"Towns share the cost of a wall | Reuters\n\n{BODY}".encode(), "wall.txt")
    assert found.title == "Towns share the cost of a wall"
    assert found.outlet == "Reuters"
    assert texts(found, "boilerplate") == ["Reuters"]


def test_a_headline_that_is_repeated_is_one_in_both_places() -> None:
    head = "Towns Share the Cost of a Wall"
    found = read(f"{head}\n\nPublished:\n\n{head.upper()}\n\n{BODY}".encode(), "wall.txt")
    assert texts(found, "headline") == [head, head.upper()]
    assert found.title == head


def test_a_first_sentence_that_a_dash_sets_off_is_the_headline() -> None:
    found = read(f"Three towns agree to build a wall. - {BODY}".encode(), "wall.txt")
    assert found.title == "Three towns agree to build a wall."
    assert texts(found, "paragraph")[0].startswith("Three coastal towns")


def test_metadata_goes_before_the_headline_found() -> None:
    text = f"Towns share the cost of a wall\n\n{BODY}".encode()
    found = read(text, "wall.txt", metadata=Known(title="The wall"))
    assert found.title == "The wall"
    assert texts(found, "headline") == ["Towns share the cost of a wall"]


def test_a_heading_of_markdown_is_the_headline_without_its_mark() -> None:
    found = read(f"# The wall #\n\n## Who pays\n\n* One town\n1. Two\n\n{BODY}".encode(), "wall.md")
    assert texts(found, "headline") == ["The wall"]
    assert texts(found, "paragraph")[:3] == ["Who pays", "One town", "Two"]


def test_front_matter_of_markdown_tells_what_is_known() -> None:
    front = '---\ntitle: "The wall"\nauthor: Jane Roe\ndate: 2025-09-04\nlayout: post\n---\n'
    found = read(f"{front}\n{BODY}".encode(), "wall.md")
    assert (found.title, found.author) == ("The wall", "Jane Roe")
    assert (found.date, found.date_of, found.date_how) == ("2025-09-04", "published", "stated")
    assert texts(found, "boilerplate") == [front.strip()]


WRAPPED = """\
Harbour towns agree to share the cost of a new sea wall

Three coastal towns have agreed to share the cost of a sea wall, their
mayors said on Monday after a meeting that lasted until the small hours
of the morning. The wall is to be finished by December.

"We will build it before the winter storms, whatever the government in
the capital says," the mayor told reporters.

- Bergen will pay half
- The other two towns a quarter each
"""


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_hard_wrapped_lines_are_one_paragraph(end: str) -> None:
    found = read(WRAPPED.replace("\n", end).encode(), "wall.txt")
    assert texts(found, "headline") == ["Harbour towns agree to share the cost of a new sea wall"]
    paragraphs = texts(found, "paragraph")
    assert len(paragraphs) == 4
    assert paragraphs[0].startswith("Three coastal")
    assert paragraphs[0].endswith("by December.")
    assert paragraphs[2:] == ["Bergen will pay half", "The other two towns a quarter each"]


def test_lines_of_their_own_are_paragraphs_of_their_own() -> None:
    lines = [
        "The wall is high, he said.",
        "The sea is higher, she said.",
        "So it is, they said.",
    ] * 3
    assert texts(read("\n".join(lines).encode(), "wall.txt"), "paragraph") == lines
