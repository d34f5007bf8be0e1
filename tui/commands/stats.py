"""`stats`: how much the store holds, how big it is, and what made it."""

from __future__ import annotations

import argparse
import dataclasses
import os

from tui import streams
from tui.commands.arguments import add_json
from tui.commands.opening import open_store
from tui.failure import say
from tui.folders import settings_file
from tui.settings import Settings


def arguments(parser: argparse.ArgumentParser) -> None:
    """Tell the parser what `stats` takes."""
    add_json(parser, "one JSON object")


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Print the figures, and on standard error what is left out of the settings."""
    if settings.keys or settings.theme != "auto":
        from tui.looks import look

        for notice in look(settings, os.environ).notices:
            say(settings_file(), notice)
    with open_store(options) as corpus:
        stats = corpus.stats()
        path = corpus.path
    figures = dataclasses.asdict(stats.counts) | {
        "size": stats.size,
        "schema": stats.schema,
        "pipeline": stats.pipeline,
        "path": str(path),
    }
    if options.json:
        streams.write_json(figures)
        return 0
    figures |= {"size": _bytes(stats.size), "pipeline": stats.pipeline or "none yet"}
    for name, value in figures.items():
        print(f"{name:<10}{value:,}" if isinstance(value, int) else f"{name:<10}{value}")
    return 0


def _bytes(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{size / 1_000:.1f} kB"
