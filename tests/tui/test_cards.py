"""Cards: what stands behind a record, in few rows and whole; and the sheet that shows it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from rich.cells import cell_len

from store.corpus import Corpus
from store.errors import StoreError
from store.records import Actor, Entry, Kind, Pledge, Quote, Record, Source, Story, Why
from tests.store.ledger_samples import Report
from tui.behind import NOTHING, Behind, behind
from tui.cards import card, card_title, whole
from tui.keys import find, names
from tui.ledger_cards import movement
from tui.marking import Piece
from tui.reasons import actor_of, reasons, rule_of
from tui.screens.record_sheet import RecordSheet

if TYPE_CHECKING:
    from tests.tui.conftest import Open

ALL = f"{names(find('read.card'))[0]}: all"


def text(lines: list[list[Piece]]) -> str:
    return "\n".join("".join(part for part, _ in line).rstrip() for line in lines)


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """Norland has moved over three days of 2024, told by three outlets."""
    path = tmp_path / "ledger.db"
    with Corpus.open(path) as corpus:
        for number, (day, strength, trigger, outlet) in enumerate(
            [
                ("2024-03-01", "wants", "wants to", "Harbour Post"),
                ("2024-05-01", "ready", "is ready to", "Coast Radio"),
                ("2024-07-01", "agreed", "has agreed to", "Inland Times"),
            ]
        ):
            Report(number, number, day, outlet, trigger=trigger, strength=strength).into(corpus)
    return path


def records(path: Path) -> list[tuple[Record, Behind]]:
    """Every record of a store with what stands behind it."""
    with Corpus.open(path) as corpus:
        kinds: tuple[Any, ...] = ("source", "actor", "quote", "pledge", "entry", "story")
        found: list[Record] = [one for kind in kinds for one in corpus.listing(kind)]
        return [(one, behind(corpus, one)) for one in found]


def first(path: Path, kind: type, words: str = "") -> tuple[Any, Behind]:
    return next(
        (one, about)
        for one, about in records(path)
        if isinstance(one, kind) and words in text(whole(one, 200, about))
    )


# -------------------------------------------------------------------------------- behind


def test_a_pledge_knows_its_article_who_tells_it_and_its_entry(small_store: Path) -> None:
    pledge, about = first(small_store, Pledge, "the town")
    assert about.source is not None
    assert about.source.outlet == "Coast Courier"
    assert isinstance(about.quote, Quote)
    assert about.name(about.quote.actor) == "Anna Öberg"
    assert about.entry is not None
    assert about.entry.id == pledge.entry


def test_a_quote_knows_what_lies_in_it_and_around_it(small_store: Path) -> None:
    said, about = first(small_store, Quote, "rebuild")
    assert isinstance(said, Quote)
    assert [type(one) for one in about.within] == [Pledge]
    nested, about = first(small_store, Quote, "inside a quote of")
    assert about.quote is not None
    assert nested.parent == about.quote.id


def test_an_actor_knows_its_articles_and_entries(ledger: Path) -> None:
    _, about = first(ledger, Actor, "Norland")
    assert about.articles == 3
    assert [entry.makers for entry in about.entries] == [("Norland",)]


def test_how_much_evidence_is_looked_up_is_bounded(ledger: Path) -> None:
    with Corpus.open(ledger) as corpus:
        (entry,) = corpus.listing("entry")
        about = behind(corpus, entry, most=2)
    assert [about.sources[one.source].outlet for one in entry.evidence[1:]] == [
        "Coast Radio",
        "Inland Times",
    ]
    assert about.left == 1
    assert "and 1 article more" in text(whole(entry, 80, about))


def test_what_cannot_be_read_is_said_and_the_rest_is_shown(
    small_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Corpus.open(small_store) as corpus:
        pledge = next(one for one in corpus.listing("pledge") if one.quote)
        get = corpus.get

        def torn(record_id: str) -> Record | None:
            if record_id == pledge.entry:
                raise StoreError("row 1 of entries is torn")
            return get(record_id)

        monkeypatch.setattr(corpus, "get", torn)
        about = behind(corpus, pledge)
    assert about.entry is None
    shown = text(whole(pledge, 80, about))
    assert "unreadable: row 1 of entries is torn" in shown
    assert "told by Anna Öberg" in shown


# --------------------------------------------------------------------------------- whole


def test_a_pledge_is_told_whole(ledger: Path) -> None:
    pledge, about = first(ledger, Pledge, "has agreed to")
    shown = text(whole(pledge, 100, about))
    for line in (
        "maker Norland   trigger has agreed to",
        "action guard the strait   for Sudmark",
        "condition —",
        "entry moved: wants 1 Mar 2024 → ready 1 May 2024 → agreed 1 Jul 2024 · "
        "3 independent origins",
        "told by the article itself   class military protection",
        "▌ Coast Radio · 1 May 2024: is ready to (ready)",
        "▌ Harbour Post · 1 Mar 2024: wants to (wants)",
        "found by “commissive”, in the words “has agreed to”",
        "where Inland Times · 1 Jul 2024",
    ):
        assert line in shown
    assert shown.index("Coast Radio") < shown.index("Harbour Post")


def test_the_actor_behind_the_words_is_named_where_they_differ(small_store: Path) -> None:
    said, about = first(small_store, Quote, "rebuild")
    shown = text(whole(said, 100, about))
    assert "source Mayor Anna Öberg   is Anna Öberg (person, Sweden)   cue said" in shown
    assert "holds ● the town: rebuild the harbour" in shown
    pledge, about = first(small_store, Pledge, "the town")
    assert " is the town" not in text(whole(pledge, 100, about))


def test_a_quote_of_nobody_known_says_so(small_store: Path) -> None:
    nested, about = first(small_store, Quote, "inside a quote of Anna Öberg")
    assert "actor none named" in text(whole(nested, 100, about))
    assert "by unknown" not in text(whole(nested, 100, about))


def test_a_source_tells_its_story() -> None:
    made = Source(
        "s1", "A headline", "Inland Times", None, "2026-01-06", "event", "inferred", None,
        "/a/b.txt", (), "en", 120, "", "", (), 2, 1, "t1",
    )  # fmt: skip
    story = Story("t1", "A wall", None, None, ("s1", "s2"), ("Inland Times",), 1)
    assert "story 2 articles · 1 independent origin · A wall" in text(
        whole(made, 80, Behind(story=story))
    )
    alone = replace(story, sources=("s1",))
    assert "story" not in text(whole(made, 80, Behind(story=alone)))


def test_an_actor_tells_its_entries(ledger: Path) -> None:
    actor, about = first(ledger, Actor, "Norland")
    shown = text(whole(actor, 100, about))
    assert "▌ 1 Jul 2024 agreed: military protection for Sudmark" in shown
    assert "3 mentions in 3 articles" in shown
    target, about = first(ledger, Actor, "has 0 quotes, 0 pledges")
    assert target.name == "Sudmark"


def test_an_entry_tells_the_latest_evidence_first(ledger: Path) -> None:
    entry, about = first(ledger, Entry)
    shown = text(whole(entry, 100, about))
    outlets = re.findall(r"▌ (\w+ \w+) ·", shown)
    assert outlets == ["Inland Times", "Coast Radio", "Harbour Post"]
    assert movement(entry) in shown


def test_equal_strengths_are_told_once() -> None:
    entry = first_entry("pledges", "pledges", "agreed")
    assert movement(entry) == (
        "moved: pledges 1 Jan 2024 → agreed 3 Jan 2024 · 2 independent origins"
    )


def first_entry(*strengths: str) -> Entry:
    from tests.tui.test_ledger_pane import ENTRY, FIRST

    evidence = tuple(
        replace(FIRST, date=f"2024-01-{day:02}", moment=str(day), strength=strength)
        for day, strength in enumerate(strengths, 1)
    )
    return replace(ENTRY, evidence=evidence)


# -------------------------------------------------------------------------------- in few rows


@pytest.mark.parametrize(("width", "rows"), [(18, 1), (30, 2), (49, 5), (75, 7), (120, 12)])
def test_a_card_of_any_size_cuts_between_words(
    width: int, rows: int, ledger: Path, small_store: Path
) -> None:
    for record, about in records(ledger) + records(small_store):
        lines = card(record, width, rows, about)
        assert len(lines) <= rows
        told = f"{text(whole(record, 500, about))} {ALL} {reasoned(record)}"
        known = set(re.findall(r"\w+", told))
        for line in lines:
            shown = "".join(part for part, _ in line).rstrip()
            assert cell_len(shown) <= width
            if width >= 49:
                assert set(re.findall(r"\w+", shown)) <= known


def reasoned(record: Record) -> str:
    return f"why {reasons(record)}" if isinstance(record, Quote | Pledge) else ""


def test_a_card_that_leaves_something_out_names_the_key_that_shows_it(ledger: Path) -> None:
    pledge, about = first(ledger, Pledge, "has agreed to")
    tight = text(card(pledge, 49, 5, about))
    assert tight.splitlines()[-1].endswith(ALL)
    assert ALL not in text(card(pledge, 100, 20, about))
    actor, about = first(ledger, Actor, "Norland")
    assert text(card(actor, 40, 1, about)).endswith(ALL)


def test_with_few_rows_the_words_of_a_pledge_go_first(ledger: Path) -> None:
    pledge, about = first(ledger, Pledge, "has agreed to")
    lines = text(card(pledge, 60, 4, about)).splitlines()
    assert lines[0].startswith("maker Norland   trigger has agreed to")
    assert lines[1].startswith("action guard the strait")
    assert lines[2].startswith("entry moved: wants 1 Mar 2024")
    assert lines[3].startswith("why “commissive”")


def test_a_long_content_leaves_the_cue_in_view(small_store: Path) -> None:
    said, about = first(small_store, Quote, "rebuild")
    span = said.content.spans[0]
    long = replace(span, text="so many words " * 60)
    made = replace(said, content=replace(said.content, spans=(long,)))
    lines = text(card(made, 49, 5, about)).splitlines()
    assert "cue said" in " ".join(lines[:2])
    assert lines[-2].endswith("…")


def test_without_anything_behind_it_a_record_is_still_shown(small_store: Path) -> None:
    for record, _ in records(small_store):
        assert text(card(record, 60, 6))
        assert text(whole(record, 60, NOTHING))


# -------------------------------------------------------------------------------- reasons


def made(rule: str, actor: str) -> Any:
    from tests.tui.conftest import wall

    return replace(wall()[1].pledges[0], why=Why(rule, "", actor))


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("verb agree", "the verb “agree”"),
        ("modal would", "the modal verb “would”"),
        ("passive would", "the passive with “would”"),
        ("have a desire", "“have a desire”"),
        ("noun", "“noun”"),
    ],
)
def test_rules_are_told_in_words(rule: str, said: str) -> None:
    assert rule_of(made(rule, "")) == said


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("full name", "named in full"),
        ("unknown", "nobody known behind the words"),
        ("pronoun, last speaker", "a pronoun: last speaker"),
        ("we, body of the speaker", "“we”: body of the speaker"),
        ("the two named before", "the two named before"),
        ("", ""),
    ],
)
def test_how_an_actor_was_found_is_told_in_words(how: str, said: str) -> None:
    assert actor_of(made("verb agree", how)) == said


@pytest.mark.parametrize("kind", ["quote", "pledge"])
def test_what_you_said_is_told_as_yours_without_the_reasons_before(
    seeds_store: Path, kind: Kind
) -> None:
    with Corpus.open(seeds_store) as corpus:
        hand, record = corpus.hand, corpus.listing(kind)[0]
        before = record.why.actor
        assert before
        if kind == "quote":
            hand.set_kind(record.id, "mixed" if record.kind != "mixed" else "direct")
        else:
            hand.set_stance(record.id, "refusal")
        stance = corpus.get(record.id)
        hand.set_actors(record.id, [hand.new_actor("Zoe Quill")])
        named = corpus.get(record.id)
        hand.set_actors(record.id, [])
        nobody = corpus.get(record.id)
        hand.undo()
        hand.undo()
        slot = record.speaker if kind == "quote" else record.makers[0]
        name = "speaker" if kind == "quote" else "makers 0"
        hand.set_slot(record.id, name, [(slot.start, slot.start + 2)])
        moved = corpus.get(record.id)
    assert isinstance(stance, Quote | Pledge)
    assert isinstance(named, Quote | Pledge)
    assert isinstance(nobody, Quote | Pledge)
    assert isinstance(moved, Quote | Pledge)
    assert reasons(stance) == f"set right by you; {actor_of(record)}"
    assert reasons(named) == "set right by you; named by you"
    assert reasons(nobody) == "set right by you; nobody known, as you say"
    assert reasons(moved) == "set right by you"
    shown = text(whole(named, 200, NOTHING))
    assert "set right by you" in shown
    assert "in the words" not in shown
    assert "yours" not in shown


# ------------------------------------------------------------------------------ the sheet


async def test_i_shows_a_record_whole_and_esc_closes_it(play: Open, ledger: Path) -> None:
    async with play(ledger, size=(80, 24)) as stage:
        await stage.press("3", "i")
        record = stage.explorer.record
        shown = stage.text()
        assert record is not None
        assert card_title(record) in shown
        assert "esc closes" in shown
        assert "found by “commissive”" in shown
        await stage.press("escape")
        assert "found by" not in stage.text()
        assert stage.explorer.pane == 3


async def test_the_sheet_scrolls(play: Open, ledger: Path) -> None:
    async with play(ledger, size=(60, 14)) as stage:
        await stage.press("3", "i")
        assert "where Inland Times" not in stage.text()
        await stage.press("G")
        assert "where Inland Times" in stage.text()
        await stage.pilot.resize_terminal(80, 24)
        await stage.settle()
        assert "where Inland Times" in stage.text()


async def test_every_pane_has_a_sheet(play: Open, store: Path) -> None:
    async with play(store) as stage:
        for key, words in (("1", "source ·"), ("2", "actor ·"), ("3", "pledge ·")):
            await stage.press(key, "i")
            assert words in stage.app.screen.query("Rule").first().title  # type: ignore[attr-defined]
            await stage.press("escape")
        await stage.press("1", "enter", "i")
        assert "found by" in stage.text()


async def test_a_sheet_goes_to_the_next_record_and_yanks_it(play: Open, store: Path) -> None:
    async with play(store) as stage:
        await stage.press("3", "i")
        first = stage.explorer.pledges.list.record
        assert stage.lines()[-1].split()[:3] == ["]", "the", "next"]
        await stage.press("right_square_bracket")
        second = stage.explorer.pledges.list.record
        assert isinstance(first, Pledge)
        assert isinstance(second, Pledge)
        assert second.id != first.id
        assert isinstance(stage.app.screen, RecordSheet)
        assert second.action is not None
        assert second.action.text.split()[0] in stage.text()
        await stage.press("y", "y")
        assert "sent to the terminal" in stage.lines()[-1]
        assert stage.lines()[-1].strip().startswith("Markdown")
        await stage.press("left_square_bracket", "escape")
        assert stage.explorer.pledges.list.record == first
        assert stage.lines()[-1].split()[0] == "enter"


async def test_a_sheet_says_which_keys_wait_until_it_is_closed(play: Open, store: Path) -> None:
    async with play(store) as stage:
        await stage.press("question_mark", "slash")
        assert stage.lines()[-1].strip() == "/ is off here: esc closes this first."
        await stage.press("j")
        assert "scroll" in stage.lines()[-1]
        await stage.press("escape", "S", "o")
        assert stage.lines()[-1].strip() == "o is off here: esc closes this first."


async def test_where_nothing_is_chosen_there_is_no_sheet(play: Open, empty: Path) -> None:
    async with play(empty) as stage:
        await stage.press("i")
        assert "Nothing is chosen here" in stage.text()
