"""`backup FILE`: a copy of the store in one file, taken while others read and write."""

from __future__ import annotations

import argparse
from pathlib import Path

from store.backing_up import NotBackedUp, NotOurs, backup
from tui.commands.opening import open_store
from tui.failure import USAGE, Failure, reason
from tui.settings import Settings


def arguments(parser: argparse.ArgumentParser) -> None:
    """Tell the parser what `backup` takes."""
    parser.add_argument(
        "file", metavar="FILE", help="the file to write; an older backup is replaced"
    )
    parser.add_argument(
        "--force", action="store_true", help="replace a file that is no store of onrecord's"
    )


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Back up; the path written on standard output."""
    if not options.file:
        raise Failure("FILE", "a name is needed", USAGE)
    with open_store(options, create=False) as corpus:
        try:
            backup(corpus.database, Path(options.file), force=options.force)
        except NotOurs as error:
            raise Failure(options.file, f"{error} (--force replaces it)", USAGE) from None
        except NotBackedUp as error:
            raise Failure(options.file, str(error)) from None
        except OSError as error:
            raise Failure(options.file, reason(error)) from None
    print(options.file)
    return 0
