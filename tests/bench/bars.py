"""The most bytes that a key may cost, at 120 columns by 40 rows and 256 colours."""

from __future__ import annotations

STEP = 400
"""A cursor step in a list, without the card that follows once the cursor rests."""

STEP_WITH_CARD = 1500
LIST_PAGE = 2000
"""A list shown further on: by a page, or by the step that leaves the view."""

READER_PAGE = 6500
OPEN = 8000
"""Going to the words of a pledge: the article, its marks and the card."""

SEARCH = 5700
"""A letter typed into a search: the panes, the card, and all that follows once typing rests."""

IDLE = 0
