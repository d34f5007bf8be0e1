"""Which words of an article are drawn as what."""

from __future__ import annotations

from dataclasses import replace

from rich.cells import cell_len

from store.records import Article, Findings, Pledge, Quote
from tests.tui.conftest import WALL, Finder
from tui.cards import whole
from tui.marking import GUTTER, ROLES, Mark, Markings, Piece, marks_of
from tui.screens.help import lines as help_lines
from tui.tones import TONES
from tui.wrapping import lay_out

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
