"""The pipeline over a folder of annotated articles: brat files in, figures out, no store.

Articles are read and extracted in child processes, as loading does it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final, TypeVar

from store.documents import findings_from
from store.exporting.brat import standoff
from store.gathering import Found, Gathering, reason
from store.judging.pairing import Doubt, acceptable_spans, forgive, optional_events
from store.judging.scoring import Score
from store.judging.standoff import Document, Wrong, read_document
from store.records import Findings
from store.tasks import FIXED_COST, Failure, Progress, Task, answers, bytes_of, request, sentence

Table = TypeVar("Table")

_SAYS: Final[dict[Wrong, str]] = {
    "text_mismatch": "gives other words than the article at its offsets",
    "out_of_range": "has offsets that the article does not have",
    "unreadable_line": "cannot be read, or names a span that does not exist",
}


class NoGoldError(Exception):
    """A folder holds no annotated article."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The figures, None where not one article could be extracted, and what has failed."""

    figures: dict[str, Any] | None
    failures: tuple[Failure, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """An article beside its gold, doubtful events taken out of both.

    `findings` and `predicted` are None where it could not be extracted; `pledges` tells
    whether the gold has its pledges.
    """

    name: str
    gold: Document
    predicted: Document | None
    findings: Findings | None
    pledges: bool


@dataclass(slots=True)
class Gold:
    """A folder of `NAME.txt` beside `NAME.ann`; `failures` grow while it is judged.

    `optional.tsv` and `acceptable.tsv` tell of doubt; an empty `NAME.pledges` that an article
    without a pledge was looked through for them.
    """

    folder: Path
    failures: list[Failure] = field(default_factory=list)

    def names(self) -> list[str]:
        """The articles' names. Raises OSError, and NoGoldError where there is none."""
        endings = (os.path.splitext(name) for name in os.listdir(self.folder))
        names = sorted(name for name, ending in endings if ending == ".ann")
        if not names:
            raise NoGoldError
        return names

    def judged(
        self,
        names: list[str],
        *,
        jobs: int | None = None,
        model: str | None = None,
        on_progress: Callable[[Progress], None] | None = None,
    ) -> Generator[Judged]:
        """Read and extract these articles; each beside its gold, in their order.

        One whose files cannot be read is left out.
        """
        doubt = self._doubt()
        gathering = Gathering()
        tasks = [self._task(gathering, name) for name in names]
        with closing(answers(tasks, jobs, model, on_progress=on_progress)) as outcomes:
            for name, task, answer in zip(names, tasks, outcomes, strict=True):
                text, annotation = self._read(f"{name}.txt"), self._read(f"{name}.ann")
                if text is None or annotation is None:
                    continue
                gold = read_document(annotation, text)
                self._report_flaws(name, gold)
                gold.quotes = [quote for quote in gold.quotes if quote.content]
                looked_through = (self.folder / f"{name}.pledges").exists()
                one = Judged(name, gold, None, None, bool(gold.pledges) or looked_through)
                if answer.document is None:
                    self._fail(task.shown, answer.problem)
                else:
                    findings = findings_from(answer.document["findings"])
                    lines = standoff(findings.quotes, findings.pledges, lambda actor: None)
                    predicted = read_document("\n".join(lines), text)
                    one = replace(one, predicted=predicted, findings=findings)
                forgive(name, text, gold, one.predicted or Document(), doubt)
                yield one

    def _task(self, gathering: Gathering, name: str) -> Task:
        """The task of an article; what `sources.toml` knows about it goes along."""
        path = os.path.join(self.folder, f"{name}.txt")
        found = Found(path, problem="it is no file")
        for one in gathering.walk([path]):
            if one.shown == path:
                found = one
            else:
                self._fail(one.shown, one.problem)

        def ask() -> dict[str, Any]:
            return request(bytes_of(found), found.form, found.known)

        try:
            cost = 0 if found.problem else FIXED_COST + os.path.getsize(path)
        except OSError as error:
            return Task(path, 0, ask, sentence(error))
        return Task(path, cost, ask, found.problem)

    def _read(self, name: str) -> str | None:
        """A file as it stands: line ends count in offsets; None where it cannot be read."""
        path = self.folder / name
        try:
            return path.read_bytes().decode("utf-8")
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            self._fail(path, f"line {line} is not in UTF-8")
        except OSError as error:
            self._fail(path, reason(error))
        return None

    def _doubt(self) -> Doubt:
        return Doubt(
            self._table("optional.tsv", optional_events) or frozenset(),
            self._table("acceptable.tsv", acceptable_spans) or (),
        )

    def _table(self, name: str, read: Callable[[str], Table]) -> Table | None:
        """What a table of doubt tells; None where there is none, or none that can be read."""
        if not (self.folder / name).exists():
            return None
        table = self._read(name)
        try:
            return None if table is None else read(table)
        except ValueError as error:
            self._fail(self.folder / name, str(error))
            return None

    def _report_flaws(self, name: str, gold: Document) -> None:
        """Say what is wrong with an annotation: its first bad line, and how many more there are."""
        if not gold.flaws:
            return
        first, *more = sorted(gold.flaws, key=lambda flaw: flaw.line)
        others = f" (and {len(more)} more that do not hold)" if more else ""
        words = f"line {first.line} {_SAYS[first.wrong]}{others}"
        self._fail(self.folder / f"{name}.ann", words)

    def _fail(self, path: Path | str, why: str) -> None:
        self.failures.append(Failure(str(path), why))


def evaluate(
    folder: Path,
    *,
    marked: bool = False,
    jobs: int | None = None,
    model: str | None = None,
    on_progress: Callable[[Progress], None] | None = None,
) -> Evaluation:
    """Score the pipeline on a folder of annotated articles.

    `marked` looks at quotes with quotation marks only. Raises OSError where the folder cannot
    be read, and NoGoldError where it holds no annotation.
    """
    gold = Gold(folder)
    score = Score(marked=marked)
    for one in gold.judged(gold.names(), jobs=jobs, model=model, on_progress=on_progress):
        score.add(one.gold, one.predicted, pledges=one.pledges)
    return Evaluation(score.figures() if score.predicted else None, tuple(gold.failures))
