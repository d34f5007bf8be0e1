"""Styles as terminals know them (SGR parameters): what they show, and the way from one to another.

Knows no screen and no widget.
"""

from __future__ import annotations

from functools import lru_cache

_OFF = {1: 22, 2: 22, 3: 23, 4: 24, 5: 25, 7: 27, 8: 28, 9: 29, 21: 24, 53: 55}
_SEEN_ON_BLANKS = {4, 5, 7, 9, 21, 53}  # lines, reverse and blinking show where nothing stands

Style = tuple[frozenset[int], str, str]
"""Attributes, foreground and background, each as SGR parameters."""


@lru_cache(maxsize=4096)
def _blank(style: str) -> str | None:
    """The plainest style in which a blank looks the same; None where it shows more."""
    found = parsed(style)
    return None if found is None or found[0] & _SEEN_ON_BLANKS else found[2]


@lru_cache(maxsize=4096)
def blanks_alike(one: str, other: str) -> bool:
    """Whether a blank looks the same in both styles."""
    bare = _blank(one)
    return one == other or (bare is not None and bare == _blank(other))


@lru_cache(maxsize=4096)
def turn(old: str, new: str) -> str:
    """The shortest SGR sequence that turns one style into another."""
    if not new:
        return "\x1b[m"
    whole = f"\x1b[0;{new}m" if old else f"\x1b[{new}m"
    before, after = parsed(old), parsed(new)
    if before is None or after is None:
        return whole
    codes: list[str] = []
    gone = {_OFF[code] for code in before[0] - after[0]}
    codes += map(str, sorted(gone))
    again = {code for code in after[0] if code not in before[0] or _OFF[code] in gone}
    codes += map(str, sorted(again))
    for was, now, default in ((before[1], after[1], "39"), (before[2], after[2], "49")):
        if was != now:
            codes.append(now or default)
    step = f"\x1b[{';'.join(codes)}m" if codes else ""
    return step if len(step) < len(whole) else whole


@lru_cache(maxsize=4096)
def parsed(style: str) -> Style | None:
    """A style's attributes and colours; None where a code is not known."""
    attributes: set[int] = set()
    fore = back = ""
    codes = iter(style.split(";")) if style else iter(())
    for code in codes:
        number = int(code or 0)
        if number in (38, 48):
            mode = next(codes, "")
            more = [next(codes, "") for _ in range(3 if mode == "2" else 1)]
            colour = ";".join([code, mode, *more])
            fore, back = (colour, back) if number == 38 else (fore, colour)
        elif 30 <= number <= 37 or 90 <= number <= 97 or number == 39:
            fore = "" if number == 39 else code
        elif 40 <= number <= 47 or 100 <= number <= 107 or number == 49:
            back = "" if number == 49 else code
        elif number in _OFF:
            attributes.add(number)
        else:
            return None
    return frozenset(attributes), fore, back
