"""What is known about an article beside its text, and a folder's `sources.toml` that says it.

Knows neither the text of an article nor the store.
"""

from __future__ import annotations

import datetime
import difflib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Final, cast

from store.records import DateHow, DateOf

SHEET: Final = "sources.toml"
"""The file of a folder that tells what is known about the articles beside it."""


@dataclass(frozen=True, slots=True)
class Known:
    """What somebody knows about an article; what is not known is None or empty.

    `date` is ISO 8601, to the day or shorter. `credits` are origins that the article
    leans on; `note` says to people how all this is known.
    """

    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    date: str | None = None
    date_of: DateOf | None = None
    date_how: DateHow | None = None
    url: str | None = None
    credits: tuple[str, ...] = ()
    note: str | None = None

    def over(self, other: Known) -> Known:
        """This, and what `other` knows where this knows nothing. A date goes as a whole."""
        mine = {
            part.name: getattr(self, part.name)
            for part in fields(self)
            if getattr(self, part.name) not in (None, ())
        }
        if self.date is not None:
            mine |= {"date_of": self.date_of, "date_how": self.date_how}
        return replace(other, **mine)

    def as_document(self) -> dict[str, Any]:
        """What is known, as JSON takes it; nothing for what is not known."""
        found = {part.name: getattr(self, part.name) for part in fields(self)}
        return {
            key: list(value) if key == "credits" else value
            for key, value in found.items()
            if value not in (None, ())
        }

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Known:
        """The same again from `as_document`."""
        return cls(**{**document, "credits": tuple(document.get("credits", ()))})


NOTHING: Final = Known()
_KEYS: Final = tuple(part.name for part in fields(Known))
_DATE: Final = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_CHOICES: Final[dict[str, tuple[str, ...]]] = {
    "date_of": ("published", "event"),
    "date_how": ("stated", "inferred"),
}


def iso_date(text: str) -> str:
    """The text, if it is a date of ISO 8601 to the day or shorter; ValueError if not."""
    text = text.strip()
    if not _DATE.fullmatch(text):
        raise ValueError(f"“{text}” is no date: write 2025-09-04, 2025-09 or 2025")
    try:
        datetime.date.fromisoformat(text + "-01-01"[: 10 - len(text)] if len(text) < 10 else text)
    except ValueError:
        raise ValueError(f"“{text}” is no day of the calendar") from None
    return text


@dataclass(frozen=True, slots=True)
class Sheet:
    """One `sources.toml`: what it says of each file, and what is wrong with it.

    Keys at its top hold for every article of the folder, a table for the file it names:

        outlet = "Sweden Herald"

        ["002.txt"]
        date = 2026-01-06
        date_of = "event"
        date_how = "inferred"
    """

    general: Known = NOTHING
    files: Mapping[str, Known] = field(default_factory=dict)
    problems: tuple[str, ...] = ()

    def of(self, name: str) -> Known:
        """What is known about the file of this name."""
        return self.files.get(name, self.general)


NO_SHEET: Final = Sheet()


def read_sheet(path: Path) -> Sheet:
    """The sheet at `path`; what cannot be used stands in its problems, a sentence each.

    A sheet that cannot be read at all says nothing of any file. A missing one is empty.
    """
    try:
        if not path.is_file() and path.exists():
            return Sheet(problems=("cannot be read: it is no file",))
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return NO_SHEET
    except OSError as error:
        return Sheet(problems=(f"cannot be read: {error.strerror or error}",))
    except UnicodeDecodeError:
        return Sheet(problems=("cannot be read: it is not in UTF-8",))
    try:
        content = tomllib.loads(text)
    except ValueError as error:  # TOMLDecodeError, and what int() says of too many digits
        return Sheet(problems=(f"is no TOML: {_lowered(str(error))}",))
    except RecursionError:
        return Sheet(problems=("cannot be read: it is nested too deeply",))
    problems: list[str] = []
    tables = {key: value for key, value in content.items() if isinstance(value, dict)}
    top = {key: value for key, value in content.items() if not isinstance(value, dict)}
    general = _said(top, "", problems)
    files = {name: general | _said(table, name, problems) for name, table in tables.items()}
    return Sheet(
        _known(general), {name: _known(said) for name, said in files.items()}, tuple(problems)
    )


def _known(said: Mapping[str, Any]) -> Known:
    """What was said; a date that nothing more is said of is the publishing date, as stated."""
    usual = {"date_of": "published", "date_how": "stated"} if "date" in said else {}
    return Known(**{**usual, **said})


def _said(table: Mapping[str, Any], name: str, problems: list[str]) -> dict[str, Any]:
    """What a table says, as far as it can be used; the rest goes into `problems`."""
    where = f"of “{name}” " if name else ""
    found: dict[str, Any] = {}
    for key, value in table.items():
        if key not in _KEYS:
            near = difflib.get_close_matches(key, _KEYS, n=1, cutoff=0.5)
            hint = f"did you mean “{near[0]}”?" if near else f"known are {', '.join(_KEYS)}"
            problems.append(f"the key “{key}” {where}is unknown: {hint}")
            continue
        try:
            found[key] = _value(key, value)
        except ValueError as error:
            problems.append(f"the key “{key}” {where}cannot be used: {error}")
    return found


def _value(key: str, value: Any) -> str | tuple[str, ...]:
    """The value of a key as Known holds it; ValueError where it has none of that kind."""
    if key == "credits":
        names = [value] if isinstance(value, str) else value
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            raise ValueError("it must be a list of names")
        return tuple(name.strip() for name in cast(list[str], names) if name.strip())
    if key == "date":
        if isinstance(value, datetime.datetime):
            value = value.date()
        if isinstance(value, list | dict):
            raise ValueError("it must be one date: write 2025-09-04, 2025-09 or 2025")
        return iso_date(value.isoformat() if isinstance(value, datetime.date) else str(value))
    if not isinstance(value, str):
        raise ValueError("it must be a text between quotation marks")
    if key in _CHOICES and value not in _CHOICES[key]:
        raise ValueError(f"it must be {' or '.join(_CHOICES[key])}, not “{value}”")
    if not value.strip():
        raise ValueError("it is empty")
    return value.strip()


def _lowered(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
