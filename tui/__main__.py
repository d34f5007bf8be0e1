"""The command `onrecord`: what was kept is drawn, then all else is imported."""

from __future__ import annotations

import gc
import sys

from tui import kept_frame


def main() -> int:
    """Run the process's command line; the exit status."""
    gc.disable()  # what is imported stays: to look for garbage among it takes a while
    kept_frame.draw(sys.argv[1:])
    try:
        from tui import cli

        return cli.main()
    finally:
        kept_frame.take_down()


if __name__ == "__main__":
    sys.exit(main())
