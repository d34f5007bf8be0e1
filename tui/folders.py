"""Where the store, the settings and the program's notes lie: the XDG folders, on any system."""

from __future__ import annotations

import os
from hashlib import sha256
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


def session_file(store: Path) -> Path:
    """What is kept between visits to a store: a file by the hash of the store's place."""
    place = os.path.abspath(store).encode("utf-8", "surrogateescape")
    return state_folder() / "sessions" / f"{sha256(place).hexdigest()[:16]}.json"


def yank_file() -> Path:
    """The text that was yanked last."""
    return state_folder() / "yank.txt"


def _folders() -> Unix:
    # The XDG folders on macOS too, as terminal programs have them there.
    from platformdirs.unix import Unix

    return Unix("onrecord", appauthor=False)
