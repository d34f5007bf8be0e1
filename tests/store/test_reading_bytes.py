from __future__ import annotations

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.errors import ReadingError
from store.reading import read
from store.reading.decoding import MARK, decode
from store.records import Article

TEXT = "Städte teilen die Kosten\n\n“The wall costs €5,” the mayor of Malmö said.\n"


def slices(article: Article) -> list[str]:
    return [article.text[block.start : block.end] for block in article.blocks]


def test_a_byte_order_mark_and_carriage_returns_stay_in_the_text_and_out_of_the_blocks() -> None:
    data = codecs.BOM_UTF8 + TEXT.replace("\n", "\r\n").encode()
    found = read(data, "wall.txt")
    assert found.text.encode() == data
    assert found.text.startswith(MARK)
    assert slices(found) == [
        "Städte teilen die Kosten",
        "“The wall costs €5,” the mayor of Malmö said.",
    ]


def test_carriage_returns_alone_end_lines() -> None:
    assert len(read(TEXT.replace("\n", "\r").encode(), None).blocks) == 2


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_text_is_told_by_its_mark(encoding: str) -> None:
    found = read((MARK + TEXT).encode(encoding), None)
    assert found.text == MARK + TEXT
    assert slices(found)[0] == "Städte teilen die Kosten"


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", TEXT),
        ("latin-1", "The mayor of Malmö said so.\n" * 9 + "\u0081 It is late.\n"),
    ],
)
def test_bytes_that_are_not_utf8_are_read_as_western_text(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)) == (text, encoding)
    assert read(text.encode(encoding), None).text == text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n\t\r\n", "white space"),
        (codecs.BOM_UTF8, "white space"),
        (b"The wall\0 is late", "binary"),
        (bytes(range(256)) * 4, "binary"),
        (b"\x01\x02\x03\x04", "binary"),
        (b"%PDF-1.7\n...", "PDF"),
        (b"PK\x03\x04abc", "archive"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"\xff\xfea", "binary"),
    ],
)
def test_what_is_no_text_is_refused_with_a_reason(data: bytes, reason: str) -> None:
    with pytest.raises(ReadingError, match=reason):
        read(data, "wall.txt")


def holds(data: bytes, place: str) -> None:
    """A text that gives the bytes back, with blocks in order that do not overlap; or a refusal."""
    try:
        found = read(data, place)
    except ReadingError:
        return
    text, encoding = decode(data)
    assert found.text == text
    assert text.encode(encoding) == data
    at = 0
    for block in found.blocks:
        assert at <= block.start < block.end <= len(text)
        piece = text[block.start : block.end]
        assert piece == piece.strip()
        assert MARK not in (piece[0], piece[-1])
        at = block.end
    assert any(block.kind != "boilerplate" for block in found.blocks) or found.title is None


@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.md"]))
def test_any_bytes_are_an_article_that_gives_them_back_or_refused(data: bytes, place: str) -> None:
    holds(data, place)


LINES = st.lists(
    st.one_of(
        st.text(max_size=80),
        st.sampled_from(
            [
                "",
                "# ",
                "- ",
                "---",
                "\ufeff",
                "Read also:",
                "- a link",
                "> “a quote,” he said.",
                "By Jane Roe",
                "OSLO (Reuters) - The wall is late.",
                "Towns share the cost. - Three towns",
                "A title | Reuters",
                "*emphasis*",
                "Three coastal towns have agreed to share the cost of it.",
            ]
        ),
    ),
    max_size=12,
)


@given(LINES, st.sampled_from(["\n", "\r\n", "\n\n", "\r"]), st.sampled_from(["a.txt", "a.md"]))
@settings(max_examples=200)
def test_any_lines_are_cut_into_blocks_that_hold(lines: list[str], end: str, place: str) -> None:
    holds(end.join(lines).encode(errors="ignore"), place)


@pytest.mark.parametrize(
    "line",
    ["a/" * 20_000, "A " * 20_000, "((" * 20_000, "By " * 20_000, "*" * 20_000, "AP/" * 9_000],
)
def test_an_odd_line_does_not_take_long(line: str) -> None:
    holds(f"{line}\n\n{line}Reuters".encode(), "a.md")
