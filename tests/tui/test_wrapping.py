"""Laying out an article's text: widths, offsets, and what is left out on the screen."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from store.records import Block
from tui.wrapping import Line, cells, lay_out, line_at, shown, wrap

TEXTS = st.text(
    st.sampled_from("abc ä—“” \t\n\r\ufeff\u200b\x07日本語👩‍👧é\u0301\u202e-"), max_size=200
)


def said(text: str, lines: list[Line]) -> list[str]:
    return [shown(text[line.start : line.end]) for line in lines]


def test_lines_are_cut_at_spaces() -> None:
    text = "The sea does not wait either."
    assert said(text, lay_out(text, [], 12)) == ["The sea does", "not wait", "either."]


def test_a_word_longer_than_the_line_is_cut() -> None:
    text = "a" * 25
    assert said(text, lay_out(text, [], 10)) == ["a" * 10, "a" * 10, "a" * 5]


def test_wide_characters_take_two_cells() -> None:
    text = "日本語のテキスト"
    assert said(text, lay_out(text, [], 5)) == ["日本", "語の", "テキ", "スト"]


def test_a_cluster_is_not_cut_apart() -> None:
    text = "ab👩‍👩‍👧cd"
    lines = said(text, lay_out(text, [], 3))
    assert any("👩‍👩‍👧" in line for line in lines)


def test_what_a_terminal_cannot_show_is_hidden() -> None:
    assert shown("\ufeffa\x07b\x1b[31mc\r") == "ab[31mc"
    assert shown("a\tb") == "a b"
    assert shown("a\u202eb") == "ab"
    assert shown("a\ud800b") == "a\ufffdb"


def test_offsets_count_what_is_hidden() -> None:
    text = "\ufeffOne.\r\nTwo.\r\n"
    lines = lay_out(text, [], 40)
    assert [(line.start, line.end) for line in lines if not line.spacer] == [(1, 5), (7, 11)]


def test_blocks_are_kept_apart_by_one_spacer() -> None:
    text = "One.\n\n\n\nTwo.\nThree."
    assert [line.spacer for line in lay_out(text, [], 40)] == [False, True, False, True, False]


def test_lines_of_one_block_stand_together() -> None:
    text = "One\ntwo.\n\nThree."
    blocks = [Block("paragraph", 0, 8), Block("paragraph", 10, 16)]
    assert [line.spacer for line in lay_out(text, blocks, 40)] == [False, False, True, False]


def test_boilerplate_stands_close_together() -> None:
    text = "Tags\n\nAuthor\n\nText."
    blocks = [
        Block("boilerplate", 0, 4),
        Block("boilerplate", 6, 12),
        Block("paragraph", 14, 19),
    ]
    lines = lay_out(text, blocks, 40)
    assert [line.kind for line in lines if not line.spacer] == [
        "boilerplate",
        "boilerplate",
        "paragraph",
    ]
    assert [line.spacer for line in lines] == [False, False, True, False]


def test_the_line_of_an_offset_is_found() -> None:
    text = "One two three four"
    lines = lay_out(text, [], 8)
    assert line_at(lines, 0) == 0
    assert line_at(lines, text.index("three")) == 1
    assert line_at(lines, 10_000) == len(lines) - 1


@given(TEXTS, st.integers(2, 30))
def test_no_line_is_wider_than_asked_and_nothing_is_lost(text: str, width: int) -> None:
    lines = lay_out(text, [], width)
    ends = [0]
    for line in lines:
        assert cells(text[line.start : line.end]) <= width
        assert line.start >= ends[-1]
        assert not shown(text[ends[-1] : line.start]).strip()
        ends.append(line.end)
    assert not shown(text[ends[-1] :]).strip()


@given(st.text(st.sampled_from("ab -"), max_size=80), st.integers(1, 20))
def test_both_ways_of_wrapping_agree(text: str, width: int) -> None:
    from tui.wrapping import _wrap_cells, _wrap_plain

    text = text.replace("-", "").strip()
    plain = [text[a:b] for a, b in _wrap_plain(text, 0, len(text), width)]
    slow = [text[a:b].rstrip() for a, b in _wrap_cells(text, 0, len(text), width)]
    assert [part for part in plain if part] == [part for part in slow if part]


def test_a_long_text_is_laid_out_quickly() -> None:
    import time

    text = "\n".join("The sea does not wait either, said Berg. " * 20 for _ in range(400))
    start = time.process_time()
    lines = lay_out(text, [], 76)
    assert len(lines) > 4000
    assert time.process_time() - start < 1.0


def test_wrap_gives_what_lies_between_two_offsets() -> None:
    text = "xx One two xx"
    assert [text[a:b] for a, b in wrap(text, 3, 10, 4)] == ["One", "two"]
    assert cell_len("日") == 2
