"""What kind of actor a name is likely to be."""

from __future__ import annotations

from typing import get_args

import pytest

from store.kinds import kind_of, kinds_of
from store.records import ActorKind


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Élysée press office", "organisation"),
        ("Kiruna Harbour Authority", "organisation"),
        ("Ministry of Ferries", "organisation"),
        ("the Swedish foreign ministry", "organisation"),
        ("World Health Organisation", "organisation"),
        ("Justice Department", "organisation"),
        ("Berg & Sons", "organisation"),
        ("Berg Shipping Ltd", "organisation"),
        ("IMF", "organisation"),
        ("NATO", "alliance"),
        ("the EU", "alliance"),
        ("Kiribati", "country"),
        ("United States", "country"),
        ("26 countries", "group"),
        ("several officials", "group"),
        ("ferry workers", "group"),
        ("European leaders", "group"),
        ("union leaders", "group"),
        ("Democrats", "group"),
        ("harbour people", "group"),
        ("Zoe Quill", "person"),
        ("Zoe Banks", "person"),
        ("Mr House", "person"),
        ("Quill", "person"),
        ("harbour spokesperson", "person"),
        ("the French president", "person"),
        ("", "person"),
    ],
)
def test_a_name_tells_the_likeliest_kind(name: str, kind: ActorKind) -> None:
    assert kind_of(name) == kind
    assert kinds_of(name)[0] == kind
    assert {*kinds_of(name)} == {*get_args(ActorKind)}
