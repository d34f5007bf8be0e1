"""Which words of an article are drawn as what."""

from __future__ import annotations

from dataclasses import replace

from store.records import Article, Findings, Pledge, Quote
from tui.marking import GUTTER, Mark, Markings, Piece, marks_of
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
