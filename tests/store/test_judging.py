"""The figures of `eval` on articles of a line or two, standoff and doubt, and what is broken."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from store.judging.evaluation import Gold, NoGoldError, evaluate
from store.judging.pairing import Doubt, forgive
from store.judging.scoring import Score
from store.judging.standoff import Document, Flaw, read_document

TEXT = (
    "“We will plant trees,” Ngozi Adeyemi said. “They are needed.”\n"
    "The clinic said that it had “no beds” left. Quito agreed to pay if Lima pays."
)
DIRECT = ("“We will plant trees,”", "“They are needed.”")
MIXED = ("that it had “no beds” left",)


class Writer:
    """Standoff, event by event; each piece of text stands at its first place."""

    def __init__(self, text: str = TEXT) -> None:
        self.text = text
        self.lines: list[str] = []
        self.bounds = self.events = 0

    def span(self, role: str, *pieces: str) -> str:
        self.bounds += 1
        starts = [self.text.index(piece) for piece in pieces]
        ends = [start + len(piece) for start, piece in zip(starts, pieces, strict=True)]
        where = ";".join(f"{start} {end}" for start, end in zip(starts, ends, strict=True))
        self.lines.append(f"T{self.bounds}\t{role} {where}\t{' '.join(pieces)}")
        return f"T{self.bounds}"

    def quote(self, kind: str, content: tuple[str, ...], source: str = "", cue: str = "") -> Writer:
        return self._event("Attribution", cue or content[0], f"Kind|{kind}", Source=source, Cue=cue,
                           Content=content)  # fmt: skip

    def pledge(self, trigger: str, stance: str, **roles: str) -> Writer:
        return self._event("Pledge", trigger, f"Stance|{stance}", **roles)

    def _event(self, sort: str, anchor: str, label: str, **roles: Any) -> Writer:
        fillers = [f"{sort}:{self.span(sort, anchor)}"]
        for role, words in roles.items():
            if words:
                pieces = words if isinstance(words, tuple) else (words,)
                fillers.append(f"{role}:{self.span(role, *pieces)}")
        self.events += 1
        self.lines.append(f"E{self.events}\t{' '.join(fillers)}")
        name, _, value = label.partition("|")
        self.lines.append(f"A{self.events}\t{name} E{self.events} {value}")
        return self

    @property
    def document(self) -> Document:
        return read_document("\n".join(self.lines), self.text)


def gold() -> Writer:
    return (
        Writer()
        .quote("direct", DIRECT, "Ngozi Adeyemi", "said")
        .quote("mixed", MIXED, "The clinic", "said that")
        .pledge("agreed", "commitment", Maker="Quito", Action="pay", Condition="if Lima pays")
    )


def figures(predicted: Document | None, *, marked: bool = False) -> dict[str, Any]:
    score = Score(marked=marked)
    score.add(gold().document, predicted, pledges=True)
    return score.figures()


def test_the_gold_itself_is_perfect() -> None:
    report = figures(gold().document)
    assert report["quotes"]["complete"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0}
    assert report["quotes"]["by_kind"]["mixed"]["exact"]["f1"] == 1.0
    assert report["quotes"]["source_accuracy"] == 1.0
    assert report["pledges"]["complete"]["f1"] == 1.0
    assert report["pledges"]["condition_accuracy"] == 1.0
    assert report["grounding"]["spans"] == report["gold_grounding"]["spans"] == 12


def test_what_failed_counts_as_not_found() -> None:
    report = figures(None)
    assert report["files_without_prediction"] == 1
    assert report["quotes"]["content"] == {"precision": None, "recall": 0.0, "f1": 0.0}
    assert report["quotes"]["source_accuracy"] is None


def test_a_wrong_speaker_costs_the_complete_figure_only() -> None:
    predicted = Writer().quote("direct", DIRECT, "The clinic").quote("mixed", MIXED, "The clinic")
    quotes = figures(predicted.document)["quotes"]
    assert quotes["content"]["f1"] == quotes["exact"]["f1"] == 1.0
    assert quotes["complete"]["f1"] == quotes["source_accuracy"] == 0.5


def test_half_a_quote_is_found_and_not_exact() -> None:
    predicted = Writer().quote("direct", DIRECT[:1], "Ngozi Adeyemi")
    quotes = figures(predicted.document)["quotes"]
    assert quotes["content"]["recall"] == 0.5
    assert quotes["exact"]["recall"] == 0.0


def test_a_stance_that_is_wrong_leaves_the_pledge_matched_and_incomplete() -> None:
    predicted = Writer().pledge("agreed", "refusal", Maker="Quito", Action="pay")
    pledges = figures(predicted.document)["pledges"]
    assert (pledges["match"]["f1"], pledges["complete"]["f1"]) == (1.0, 0.0)
    assert (pledges["stance_accuracy"], pledges["condition_accuracy"]) == (0.0, 0.0)


def test_marked_leaves_indirect_predictions_out() -> None:
    predicted = gold().quote("indirect", ("Quito agreed to pay",))
    assert figures(predicted.document)["quotes"]["predicted"] == 3
    assert figures(predicted.document, marked=True)["quotes"]["predicted"] == 2


def test_without_a_kind_the_text_tells_it() -> None:
    writer = gold()
    writer.lines = [line for line in writer.lines if not line.startswith("A")]
    assert [quote.kind for quote in writer.document.quotes] == ["direct", "mixed"]


def test_each_line_that_does_not_hold_is_named() -> None:
    lines = [
        "T1\tContent 0 5\t“We w",
        "T2\tContent 0 5\tother words",
        "T3\tContent 400 405\tbehind",
        "T4\tContent five 9\tbroken",
        "E1\tAttribution:T1 Content:T9",
        "#1\tAnnotatorNotes T1\tnobody",
    ]
    document = read_document("\r\n".join(lines), TEXT)
    assert document.flaws == [
        Flaw(2, "text_mismatch"),
        Flaw(3, "out_of_range"),
        Flaw(4, "unreadable_line"),
        Flaw(5, "unreadable_line"),
    ]
    assert document.spans == 3


def test_doubtful_events_count_neither_way() -> None:
    annotated, nothing = gold().document, Document()
    forgive("a", TEXT, annotated, nothing, Doubt(optional=frozenset({("a", "E1"), ("a", "E3")})))
    assert [quote.name for quote in annotated.quotes] == ["E2"]
    assert annotated.pledges == []
    start = TEXT.index("Quito")
    predicted = Writer().quote("indirect", ("Quito agreed to pay",)).document
    span = ("a", "Attribution", start, start + len("Quito agreed to pay"))
    forgive("b", TEXT, gold().document, predicted, Doubt(acceptable=(span,)))
    assert len(predicted.quotes) == 1
    forgive("a", TEXT, gold().document, predicted, Doubt(acceptable=(span,)))
    assert predicted.quotes == []


def test_the_words_of_a_pledge_may_be_a_quote_too() -> None:
    predicted = Writer().quote("indirect", ("pay",), "Quito", "agreed").document
    forgive("a", TEXT, gold().document, predicted, Doubt())
    assert predicted.quotes == []


# ------------------------------------------------------------------------- over a folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "gold"
    path.mkdir()
    text = "Coach Lerato Molefe said that the stadium needs a roof.\n"
    writer = Writer(text).quote(
        "indirect", ("that the stadium needs a roof",), "Coach Lerato Molefe", "said"
    )
    (path / "roof.txt").write_text(text, encoding="utf-8")
    (path / "roof.ann").write_text("\n".join(writer.lines), encoding="utf-8")
    return path


def test_a_folder_is_extracted_and_scored(folder: Path) -> None:
    evaluation = evaluate(folder, jobs=1)
    assert evaluation.failures == ()
    assert evaluation.figures is not None
    assert evaluation.figures["quotes"]["complete"]["f1"] == 1.0
    assert evaluation.figures["pledges"] is None


def test_an_article_looked_through_for_pledges_is_scored_without_one(folder: Path) -> None:
    (folder / "roof.pledges").touch()
    evaluation = evaluate(folder)
    assert evaluation.figures is not None
    assert evaluation.figures["pledge_files"] == 1


def no_text(folder: Path) -> None:
    (folder / "lost.ann").write_text("")


def no_utf8(folder: Path) -> None:
    (folder / "old.txt").write_text("The mill closed.\n")
    (folder / "old.ann").write_bytes(b"T1\tContent 0 3\tThe\nT2\tContent 4 8\tm\xeell\n")


def no_span(folder: Path) -> None:
    (folder / "odd.txt").write_text("The mill closed.\n")
    (folder / "odd.ann").write_text("T1\tContent 0 3\tThe\nT2 here\nT3\tCue 4 8\tmall\n")


def no_article(folder: Path) -> None:
    (folder / "none.txt").write_text("")
    (folder / "none.ann").write_text("")


def no_table(folder: Path) -> None:
    (folder / "optional.tsv").write_text("id\tevent\nroof\n")


@pytest.mark.parametrize(
    ("spoil", "name", "why"),
    [
        (no_text, "lost.txt", "there is no such file or folder"),
        (no_utf8, "old.ann", "line 2 is not in UTF-8"),
        (no_span, "odd.ann", "line 2 cannot be read, or names a span that does not exist (and 1"),
        (no_article, "none.txt", "it is empty"),
        (no_table, "optional.tsv", "line 2 cannot be read"),
    ],
)
def test_what_is_broken_is_named_and_the_rest_is_scored(
    folder: Path, spoil: Callable[[Path], None], name: str, why: str
) -> None:
    spoil(folder)
    evaluation = evaluate(folder)
    (failure,) = evaluation.failures
    assert failure.path == str(folder / name)
    assert failure.reason.startswith(why)
    assert evaluation.figures is not None
    assert evaluation.figures["quotes"]["matched"] == 1


def test_a_folder_without_annotation_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoGoldError):
        evaluate(tmp_path)
    with pytest.raises(FileNotFoundError):
        Gold(tmp_path / "missing").names()


def test_without_a_model_there_are_no_figures(folder: Path) -> None:
    evaluation = evaluate(folder, model="no_such_model")
    assert evaluation.figures is None
    assert "language model" in evaluation.failures[0].reason
