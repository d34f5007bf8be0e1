"""The five articles that a first start opens, and what is known about them."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent
"""The folder that holds the articles and `sources.toml`."""
