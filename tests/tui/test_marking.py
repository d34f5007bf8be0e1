"""Which words of an article are drawn as what."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from store.records import Article, Findings, Pledge, Quote
from tests.tui.conftest import WALL, Finder
from tui.cards import whole
from tui.marking import BRACKET, BRACKETS, GUTTER, ROLES, Mark, Markings, Piece, marks_of
from tui.screens.help import lines as help_lines
from tui.tones import TONES
from tui.wrapping import lay_out, shown

PARTS = ("speaker", "cue", "content", "maker", "trigger", "action", "beneficiary", "condition")


def drawn(
    made: tuple[Article, Findings],
    current: str | None = None,
    width: int = 60,
    hits: tuple[Mark, ...] = (),
) -> list[list[Piece]]:
    article, findings = made
    lines = lay_out(article.text, article.blocks, width)
    markings = Markings(article.text, lines, [*findings.quotes, *findings.pledges], hits)
    return [markings.draw(number, current) for number in range(len(lines))]


def toned(lines: list[list[Piece]], tone: str) -> str:
    """All words in a tone, stretches joined by |."""
    found: list[str] = []
    for line in lines:
        before = False
        for text, tones in line:
            within = tone in tones.split()
            if within and before:
                found[-1] += text
            elif within:
                found.append(text)
            before = within
    return "|".join(found)


def test_the_parts_of_the_current_pledge_are_told_apart(
    articles: list[tuple[Article, Findings]],
) -> None:
    pledge = articles[0][1].pledges[0]
    lines = drawn(articles[0], pledge.id, 200)
    assert toned(lines, "maker") == "the harbour towns"
    assert toned(lines, "trigger") == "have agreed"
    assert toned(lines, "action") == 'build a sea wall "within two years"'
    assert toned(lines, "condition") == "if the state pays half of it"


def test_the_parts_of_the_current_quote_are_told_apart(
    articles: list[tuple[Article, Findings]],
) -> None:
    quote = articles[0][1].quotes[0]
    lines = drawn(articles[0], quote.id, 200)
    assert toned(lines, "speaker") == "Mayor Anna Berg"
    assert toned(lines, "cue") == "said"
    assert "have agreed" in toned(lines, "content")


def test_overlapping_parts_carry_the_tones_of_both(
    articles: list[tuple[Article, Findings]],
) -> None:
    pledge = articles[0][1].pledges[2]
    lines = drawn(articles[0], pledge.id, 200)
    both = [
        text
        for line in lines
        for text, tones in line
        if {"action", "beneficiary"} <= set(tones.split())
    ]
    assert both == ["the ferrymen"]


def test_a_discontinuous_content_leaves_out_what_stands_between(
    articles: list[tuple[Article, Findings]],
) -> None:
    quote = articles[0][1].quotes[1]
    lines = drawn(articles[0], quote.id, 200)
    assert toned(lines, "content") == (
        '"We will not wait for another storm,"|"The sea does not wait either."'
    )


def test_only_the_current_record_is_marked_in_full(
    articles: list[tuple[Article, Findings]],
) -> None:
    lines = drawn(articles[0])
    for part in PARTS:
        assert not toned(lines, part)
    assert "have agreed" in toned(lines, "other-trigger")


def test_the_gutter_carries_bars_and_stances(articles: list[tuple[Article, Findings]]) -> None:
    article, findings = articles[0]
    gutters = [
        "".join(text for text, _ in line)[:GUTTER] for line in drawn(articles[0], width=44) if line
    ]
    assert any("▏" in gutter for gutter in gutters)
    assert sum("●" in gutter for gutter in gutters) == 1
    assert sum("◐" in gutter for gutter in gutters) == 1
    assert sum("○" in gutter for gutter in gutters) == 1
    lines = drawn(articles[0], findings.quotes[0].id, 44)
    bars = ["▌" in "".join(text for text, _ in line)[:GUTTER] for line in lines]
    first, last = bars.index(True), len(bars) - 1 - bars[::-1].index(True)
    assert all(bars[first : last + 1])
    assert article.text


def test_the_text_is_shown_as_it_stands(articles: list[tuple[Article, Findings]]) -> None:
    for made in articles:
        for record in [None, *made[1].quotes, *made[1].pledges]:
            lines = drawn(made, record.id if record else None, 30)
            words = " ".join("".join(t for t, _ in line)[GUTTER:] for line in lines)
            plain = made[0].text.replace("\ufeff", "").replace("\x07", "")
            assert words.split() == plain.split()


def test_boilerplate_and_headline_have_tones_of_their_own(
    articles: list[tuple[Article, Findings]],
) -> None:
    lines = drawn(articles[0])
    assert toned(lines, "boilerplate") == "Photo: A. Nilsson"
    assert toned(lines, "headline") == "Harbour towns agree on a sea wall"


def test_hits_lie_over_everything_else(articles: list[tuple[Article, Findings]]) -> None:
    text = articles[0][0].text
    at = text.index("wall", 100)
    lines = drawn(articles[0], articles[0][1].pledges[0].id, 200, (Mark(at, at + 4, "hit"),))
    assert toned(lines, "hit") == "wall"


def test_changed_hits_name_the_lines_to_draw_again(
    articles: list[tuple[Article, Findings]],
) -> None:
    article, _ = articles[0]
    lines = lay_out(article.text, article.blocks, 60)
    at = article.text.index("storm")
    markings = Markings(article.text, lines, [])
    changed = markings.set_hits([Mark(at, at + 5, "hit")])
    assert len(changed) == 1
    assert markings.set_hits([Mark(at, at + 5, "hit")]) == set()
    assert markings.set_hits([Mark(at, at + 5, "hit-now")]) == changed
    assert markings.set_hits([]) == changed


def test_the_parts_differ_by_more_than_colour() -> None:
    def attributes(part: str) -> frozenset[str]:
        return frozenset(TONES[part].attributes.split())

    for kind in (("speaker", "cue"), ("maker", "trigger", "action", "beneficiary", "condition")):
        looks = [attributes(part) for part in kind]
        assert all(looks)
        assert len(set(looks)) == len(looks)
    assert attributes("hit") != attributes("hit-now")


def test_marks_cover_every_part(articles: list[tuple[Article, Findings]]) -> None:
    findings = articles[0][1]
    text = articles[0][0].text
    records: list[Quote | Pledge] = [*findings.quotes, *findings.pledges]
    for record in records:
        for mark in marks_of(record):
            assert mark.role in PARTS
            assert text[mark.start : mark.end]


def test_absent_parts_are_no_marks(articles: list[tuple[Article, Findings]]) -> None:
    quote, pledge = articles[0][1].quotes[0], articles[0][1].pledges[0]
    bare: Quote = replace(quote, speaker=None, cue=None)
    assert {mark.role for mark in marks_of(bare)} == {"content"}
    alone: Pledge = replace(pledge, makers=(), action=None, condition=None)
    assert {mark.role for mark in marks_of(alone)} == {"trigger"}


# ------------------------------------------------------------------------------- brackets


def bracketed(
    text: str, parts: list[Mark], width: int = 30, room: int = 12
) -> tuple[Markings, list[str]]:
    """The lines of a text with the parts of the record `now` in brackets."""
    lines = lay_out(text, (), width)
    markings = Markings(text, lines, (), width=width + room)
    for part in parts:
        markings._enter(part)
    drawn = (markings.draw(number, "now") for number in range(len(lines)))
    return markings, ["".join(piece[0] for piece in line)[GUTTER:] for line in drawn]


def test_each_part_of_the_current_record_stands_in_brackets_of_its_own() -> None:
    text = "The towns have agreed to help the ferrymen if it rains."
    words = {
        "maker": "The towns",
        "trigger": "have agreed",
        "action": "help the ferrymen",
        "beneficiary": "the ferrymen",
        "condition": "if it rains",
    }
    parts = [
        Mark(text.index(word), text.index(word) + len(word), role, "now")
        for role, word in words.items()
    ]
    _, lines = bracketed(text, parts, 100)
    assert lines == ["<The towns> {have agreed} to [help (+the ferrymen+)] (?if it rains?)."]


def test_parts_of_the_same_words_open_and_close_in_order() -> None:
    parts = [Mark(0, 3, role, "now") for role in ("beneficiary", "action", "trigger")]
    assert bracketed("Aid now", parts)[1] == ["[(+{Aid}+)] now"]


def test_a_part_over_several_lines_opens_and_closes_once() -> None:
    text = "One two three four five six seven eight"
    _, lines = bracketed(text, [Mark(4, 33, "content", "now")], 10)
    assert [line.strip() for line in lines] == [
        "One [two",
        "three four",
        "five six",
        "seven]",
        "eight",
    ]


def test_a_discontinuous_part_has_brackets_at_each_fragment() -> None:
    parts = [Mark(0, 3, "content", "now"), Mark(8, 13, "content", "now")]
    assert bracketed("One two three", parts)[1] == ["[One] two [three]"]


def test_parts_that_cross_keep_their_own_ends() -> None:
    parts = [Mark(0, 7, "content", "now"), Mark(4, 13, "condition", "now")]
    assert bracketed("One two three", parts)[1] == ["[One (?two] three?)"]


def test_parts_of_another_record_and_hits_have_none() -> None:
    parts = [Mark(0, 3, "content", "other"), Mark(4, 7, "hit")]
    assert bracketed("One two three", parts)[1] == ["One two three"]


def test_where_a_line_has_no_room_the_broadest_roles_lose_theirs_everywhere() -> None:
    text = "aaa bbb ccc ddd eee fff"
    parts = [
        Mark(0, 15, "content", "now"),
        Mark(8, 11, "speaker", "now"),
        Mark(12, 15, "cue", "now"),
    ]
    _, lines = bracketed(text, parts, 7, 2)
    assert [line.strip() for line in lines] == ["aaa bbb", "ccc {ddd}", "eee fff"]


def test_a_bracket_at_words_between_two_lines_stands_where_words_are_drawn() -> None:
    text = "One two three"
    parts = [Mark(7, 13, "content", "now"), Mark(0, 8, "condition", "now")]
    _, lines = bracketed(text, parts, 7)
    assert [line.strip() for line in lines] == ["(?One two?)", "[three]"]


spans = st.tuples(st.integers(0, 120), st.integers(1, 60), st.sampled_from(sorted(BRACKETS)))


@given(
    text=st.text(st.sampled_from("abc d\n.é日\u200b"), min_size=1, max_size=120),
    found=st.lists(spans, max_size=6),
    width=st.integers(4, 40),
    room=st.integers(0, 12),
)
def test_brackets_add_to_the_text_keep_to_the_width_and_are_whole(
    text: str, found: list[tuple[int, int, str]], width: int, room: int
) -> None:
    marks = [
        Mark(start, min(start + size, len(text)), role, "now")
        for start, size, role in found
        if start < len(text)
    ]
    lines = lay_out(text, (), width)
    markings = Markings(text, lines, (), width=width + room)
    for mark in marks:
        markings._enter(mark)
    counts: dict[str, int] = {}
    for number, line in enumerate(lines):
        pieces = markings.draw(number, "now")
        words = "".join(piece for piece, tone in pieces if tone != BRACKET)
        assert words[GUTTER:] == shown(text[line.start : line.end])
        added = [piece for piece, tone in pieces if tone == BRACKET]
        assert not added or sum(map(cell_len, [words, *added])) <= width + room + GUTTER
        for bracket in added:
            counts[bracket] = counts.get(bracket, 0) + 1
    for left, right in BRACKETS.values():
        assert counts.get(left, 0) == counts.get(right, 0)


@pytest.mark.parametrize("width", [9, 20, 60])
def test_a_cell_of_a_line_is_found_in_the_text_past_brackets(width: int) -> None:
    text = "One tw\u200bo 日本 four five six"
    parts = [Mark(4, 15, "content", "now"), Mark(9, 11, "condition", "now")]
    lines = lay_out(text, (), width)
    markings = Markings(text, lines, (), width=width + 12)
    for part in parts:
        markings._enter(part)
    for number, line in enumerate(lines):
        cell = -GUTTER
        found: list[int] = []
        for words, tone in markings.draw(number, "now"):
            if cell >= 0 and tone != BRACKET:
                found += [
                    markings.offset_at(number, cell + at, "now") for at in range(cell_len(words))
                ]
            cell += cell_len(words)
        there = [at for at in range(line.start, line.end) for _ in range(cell_len(shown(text[at])))]
        assert found == there
        assert markings.offset_at(number, 999, "now") == line.end


# ------------------------------------------------------------------- overlaps and pieces


def both(lines: list[list[Piece]], *tones: str) -> list[str]:
    """The words that are drawn in all these tones."""
    return [text for line in lines for text, names in line if {*tones} <= {*names.split()}]


def test_a_pledge_within_a_quote_is_drawn_over_its_content(
    articles: list[tuple[Article, Findings]],
) -> None:
    findings = articles[0][1]
    quote, pledge = findings.quotes[0], findings.pledges[0]
    lines = drawn(articles[0], quote.id, 200)
    assert both(lines, "content", "other-trigger") == ["have agreed"]
    assert toned(lines, "content") == quote.content.text
    assert not toned(lines, "trigger")
    lines = drawn(articles[0], pledge.id, 200)
    assert both(lines, "trigger", "other-content") == ["have agreed"]
    assert toned(lines, "maker") == "the harbour towns"
    assert not toned(lines, "content")


def test_a_quote_within_a_quote_is_told_apart_when_it_is_current(
    articles: list[tuple[Article, Findings]],
) -> None:
    article, findings = articles[0]
    outer = findings.quotes[0]
    inner = Finder(WALL, "wall").quote(None, outer.speaker or "", "said", "within two years")
    made = (article, Findings(quotes=(outer, inner)))
    lines = drawn(made, inner.id, 200)
    assert toned(lines, "content") == "within two years"
    assert both(lines, "content", "other-content") == ["within two years"]
    assert toned(drawn(made, outer.id, 200), "content") == outer.content.text


def test_a_condition_within_the_action_carries_both_marks(
    articles: list[tuple[Article, Findings]],
) -> None:
    article, findings = articles[0]
    find = Finder(WALL, "wall")
    pledge = replace(
        findings.pledges[0],
        action=find.slot('build a sea wall "within two years" if the state pays half of it'),
        condition=find.slot("if the state pays half of it"),
    )
    lines = drawn((article, Findings(pledges=(pledge,))), pledge.id, 200)
    assert both(lines, "action", "condition") == ["if the state pays half of it"]
    assert toned(lines, "action").endswith("pays half of it")


def test_an_action_in_two_pieces_leaves_out_what_stands_between(
    articles: list[tuple[Article, Findings]],
) -> None:
    article, findings = articles[0]
    action = Finder(WALL, "wall").slot("build a sea wall", "if the state pays half of it")
    pledge = replace(findings.pledges[0], action=action, condition=None)
    for width in (200, 30):
        lines = drawn((article, Findings(pledges=(pledge,))), pledge.id, width)
        words = toned(lines, "action").replace("|", " ").split()
        assert words == action.text.split()
        assert "within" not in words


# ------------------------------------------------------------------------------- the legend


def test_the_card_names_each_part_in_the_tone_of_the_text(
    articles: list[tuple[Article, Findings]],
) -> None:
    findings = articles[0][1]
    records: list[Quote | Pledge] = [*findings.quotes, *findings.pledges]
    for record in records:
        card = [piece for line in whole(record, 500) for piece in line]
        for mark in marks_of(record):
            words = "".join(text for text, tones in card if mark.role in tones.split())
            assert WALL[mark.start : mark.end] in words
    labels = {text.strip() for one in records for line in whole(one, 500) for text, _ in line}
    assert {"source", "cue", "▌", "maker", "trigger", "action", "for", "condition"} <= labels


def test_the_legend_shows_every_tone_of_the_text() -> None:
    shown = {tone for line in help_lines(80, 4) for _, tones in line for tone in tones.split()}
    assert {*ROLES, "other-trigger", "headline", "boilerplate", "bar", "bar-now"} <= shown
    parts = {tone for tone in TONES if tone.startswith("other-")}
    assert parts == {"other-trigger"}


def test_the_legend_fits_its_width() -> None:
    for width in (40, 54, 80):
        for line in help_lines(width, 3):
            assert cell_len("".join(text for text, _ in line).rstrip()) <= width


def test_parts_that_can_overlap_differ_by_more_than_colour() -> None:
    def attributes(*parts: str) -> frozenset[str]:
        return frozenset(one for part in parts for one in TONES[part].attributes.split())

    for inner, outer in (("condition", "action"), ("beneficiary", "action"), ("trigger", "action")):
        assert attributes(inner, outer) != attributes(outer)
        assert attributes(inner, outer) != attributes(inner) or inner == "beneficiary"
