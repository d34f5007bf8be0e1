"""`check`: whether the store is whole; with `--repair`, it is made whole."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator

from store.checking import check
from store.fault import Fault
from store.repairing import Repair, repair
from tui import streams
from tui.commands.arguments import add_json
from tui.commands.intake import ProgressLine
from tui.commands.opening import open_store
from tui.failure import FAILED, USAGE, Failure, say
from tui.folders import store_file
from tui.settings import Settings
from tui.wrapping import shown

FEW = 3
"""Records that are named of those that one cause has made faulty."""


class _Causes:
    """Faults by what is wrong, in the order in which they were found: how many, the first few."""

    def __init__(self) -> None:
        self._first: dict[str, list[str]] = {}
        self._number: Counter[str] = Counter()

    def add(self, fault: Fault) -> None:
        """One more."""
        few = self._first.setdefault(fault.why, [])
        if len(few) < FEW:
            few.append(fault.what)
        self._number[fault.why] += 1

    @property
    def cut(self) -> bool:
        """Whether some are counted only."""
        return any(number > FEW for number in self._number.values())

    def lines(self) -> Iterator[str]:
        """A line a fault, but one for all of a cause that has made many."""
        for why, few in self._first.items():
            more = self._number[why] - len(few)
            if more:
                yield f"{', '.join(few)} and {more:,} more: {why}"
            else:
                yield from (f"{what}: {why}" for what in few)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Tell the parser what `check` takes."""
    parser.add_argument(
        "--repair",
        action="store_true",
        help="take out what cannot be read and make anew what is derived; the store as it was "
        "is kept beside it",
    )
    parser.add_argument(
        "--all",
        action="store_true",
        help=f"a line for every record, also where more than {FEW} lack the same",
    )
    add_json(parser)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Check, or repair; 1 where anything is wrong, or was left so."""
    if options.repair and options.restricted:
        raise Failure("--repair", "nothing is written with --restricted", USAGE)
    return _repair(options) if options.repair else _check(options)


def _check(options: argparse.Namespace) -> int:
    found = 0
    causes = _Causes()
    with open_store(options, create=False) as corpus, ProgressLine() as progress:

        def tell(fault: Fault) -> None:
            nonlocal found
            found += 1
            if options.json or options.all:
                progress.clear()
                _print(fault, json=options.json)
            else:
                causes.add(fault)

        try:
            check(corpus.database, tell, progress.share("checked"))
        finally:  # also where the file cannot be read any further
            progress.clear()
            for line in causes.lines():
                print(shown(line), flush=True)
        counts = corpus.counts()
    if options.json:
        streams.write_json({"faults": found, "articles": counts.sources})
    else:
        how = "`onrecord check --repair` takes out or makes anew what is wrong"
        each = "; `--all` prints a line for each" if causes.cut else ""
        last = f"{_number(found, 'fault')}{each}; {how}" if found else "whole"
        print(f"{_number(counts.sources, 'article')}: {last}")
    return FAILED if found else 0


def _repair(options: argparse.Namespace) -> int:
    with ProgressLine() as progress:
        done = repair(store_file(options.store), progress.share("checked"))
    if options.json:
        streams.write_json(
            {
                "kept": str(done.kept) if done.kept else None,
                "struck": [_document(fault) for fault in done.struck],
                "again": done.again,
                "lost": done.lost,
                "doubtful": [_document(fault) for fault in done.doubtful],
                "left": [_document(fault) for fault in done.left],
            }
        )
        return FAILED if done.left else 0
    _report(done)
    return FAILED if done.left else 0


def _report(done: Repair) -> None:
    if done.kept is None:
        print("whole; nothing to repair")
        return
    for fault in done.struck:
        print(f"took out {shown(fault.what)}: {shown(fault.why)}")
    for record, path in done.lost.items():
        how = f"`onrecord load {path}` reads it again" if path else "load its file again"
        print(shown(f"lost article {record}: {how}"))
    for record, path in done.again.items():
        name = f" ({path})" if path != record else ""
        print(shown(f"marked article {record}{name}: `onrecord reload` reads it again"))
    for fault in done.doubtful:
        print(shown(f"kept as it reads {fault.what}: {fault.why}"))
    for fault in done.left:
        say(fault.what, fault.why)
    print(f"as it was: {done.kept}")
    rest = f"left: {_number(len(done.left), 'fault')}" if done.left else "the store is whole"
    struck = _number(len(done.struck), "row")
    print(f"took out {struck}, made anew what follows from the others; {rest}")


def _number(count: int, one: str) -> str:
    return f"{count:,} {one}{'' if count == 1 else 's'}"


def _print(fault: Fault, *, json: bool) -> None:
    if json:
        streams.write_json(_document(fault))
    else:
        print(shown(f"{fault.what}: {fault.why}"), flush=True)


def _document(fault: Fault) -> dict[str, object]:
    return {
        "what": fault.what,
        "table": fault.table or None,
        "row": fault.row,
        "id": fault.record,
        "source": fault.source,
        "why": fault.why,
    }
