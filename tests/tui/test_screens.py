"""What the explorer looks like, kept as text in tests/screens.

`pytest tests/tui/test_screens.py --write-screens` writes the files anew; the difference is
then to be looked at. A file in colour has the rows, the same rows with a letter for the style
of each cell ("." for the plain one), and what the letters stand for.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from pathlib import Path
from string import ascii_letters
from typing import TYPE_CHECKING

import pytest
from rich.style import Style

if TYPE_CHECKING:
    from tests.tui.conftest import Open, Stage

FOLDER = Path(__file__).parents[1] / "screens"
SCENES = {
    "start": (),
    "opened": ("3", "j", "j", "enter"),
    "search": ("slash", *"ceasefire", "enter", "n"),
    "help": ("question_mark",),
}
SIZES = ((60, 20), (80, 24), (120, 40), (200, 60))


@pytest.fixture
def seeds_anywhere(seeds_store: Path) -> Path:
    """The seeds as if they lay in /articles, wherever this clone is."""
    with sqlite3.connect(seeds_store) as file:
        for row, path in file.execute("SELECT id, json_extract(doc, '$.path') FROM sources"):
            place = f"/articles/{Path(path).name}"
            file.execute(
                "UPDATE sources SET doc = json_set(doc, '$.path', ?) WHERE id = ?", (place, row)
            )
    return seeds_store


def picture(stage: Stage, *, colour: bool) -> str:
    """The screen as text, with the styles of its cells where wanted."""
    rows = stage.lines()
    if not colour:
        return "\n".join(rows) + "\n"
    strips = stage.app.screen._compositor.render_strips()
    styles = [
        [_named(segment.style) for segment in strip for _ in range(segment.cell_length)]
        for strip in strips
    ]
    plain = Counter(style for row in styles for style in row).most_common(1)[0][0]
    found = dict.fromkeys(style for row in styles for style in row if style != plain)
    letters = {plain: ".", **dict(zip(found, ascii_letters, strict=False))}
    drawn = ["".join(letters[style] for style in row).rstrip(".") for row in styles]
    told = [f"{letter} {style}" for style, letter in letters.items()]
    return "\n".join([*rows, "", *drawn, "", *told]) + "\n"


def _named(style: Style | None) -> str:
    """A style's attributes and colours, as `bold #cecdc3 on #100f0f`."""
    return " ".join(word for word in str(style).split() if word != "not") if style else "none"


@pytest.mark.parametrize("ascii", [False, True], ids=["colour", "ascii"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("scene", SCENES)
async def test_the_screen_looks_as_kept(
    play: Open,
    seeds_anywhere: Path,
    request: pytest.FixtureRequest,
    scene: str,
    size: tuple[int, int],
    ascii: bool,
) -> None:
    async with play(seeds_anywhere, size=size, ascii=ascii) as stage:
        await stage.press(*SCENES[scene])
        await stage.settle()
        seen = picture(stage, colour=not ascii)
    file = FOLDER / f"{scene}-{size[0]}x{size[1]}{'-ascii' if ascii else ''}.txt"
    if request.config.getoption("--write-screens"):
        FOLDER.mkdir(exist_ok=True)
        file.write_text(seen, encoding="utf-8")
    assert file.read_text(encoding="utf-8") == seen
