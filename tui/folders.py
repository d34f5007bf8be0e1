"""Where the store, the settings and the program's notes lie: the XDG folders, on any system."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from tui.failure import USAGE, Failure

if TYPE_CHECKING:
    from platformdirs.unix import Unix


def store_file(chosen: str | None) -> Path:
    """The store: `--store`, else `$ONRECORD_STORE`, else in the user's data folder."""
    if chosen == "":
        raise Failure("--store", "it names no file", USAGE)
    path = chosen or os.environ.get("ONRECORD_STORE")
    return Path(path) if path else Path(_folders().user_data_dir) / "onrecord.db"


def settings_file() -> Path:
    """The user's settings, whether they are there or not."""
    return Path(_folders().user_config_dir) / "settings.toml"


def state_folder() -> Path:
    """What the program notes for itself, and can be without."""
    return Path(_folders().user_state_dir)


def _folders() -> Unix:
    # The XDG folders on macOS too, as terminal programs have them there.
    from platformdirs.unix import Unix

    return Unix("onrecord", appauthor=False)
