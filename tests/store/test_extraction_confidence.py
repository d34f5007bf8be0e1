"""Confidence: one table of numbers, what lowers it, and the measure of whether it holds."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from store.extraction.confidence import number_of
from store.extraction.lexicon import load
from store.records import Findings
from tests.bench.calibration import Bin, Found, bins_of, error_of, proposed, rises

Extract = Callable[..., Findings]
SURE = "Judge Mai Tran said that the museum will reopen."


def of_quote(extract: Extract, text: str) -> float:
    (quote,) = extract(text).quotes
    return quote.confidence


def of_pledge(extract: Extract, text: str) -> float:
    (pledge,) = extract(text).pledges
    return pledge.confidence


@pytest.mark.parametrize(
    "doubtful",
    [
        "The keeper of the museum, who said that it will reopen, lives in Perth.",  # who speaks
        "Judge Mai Tran said that everybody whom the city had invited to the ceremony in the old "
        "quarter, the nurses, the drivers, the teachers and the young people of the choir, which "
        "had won a prize in the spring, will get a seat at the front of the new museum hall.",
        "Judge Mai Tran, at the end of a long hearing in the northern city, said that it closed.",
    ],
    ids=["in a subclause", "long sentence", "far speaker"],
)
def test_what_tells_against_a_quote_lowers_it(extract: Extract, doubtful: str) -> None:
    assert of_quote(extract, doubtful) < of_quote(extract, SURE)


def test_direct_speech_with_its_speaker_is_the_surest(extract: Extract) -> None:
    assert of_quote(extract, "“The museum will reopen,” said Judge Mai Tran.") == 0.95


def test_speech_without_a_speaker_is_doubtful(extract: Extract) -> None:
    found = extract(
        "It rained.\n“Nobody told us that the museum would close for good.”\nIt rained."
    )
    assert all(quote.confidence < 0.5 for quote in found.quotes if not quote.speaker)
    assert found.quotes


def test_a_pledge_in_its_makers_speech_is_surer_than_one_told_of_somebody(extract: Extract) -> None:
    said = of_pledge(extract, "Two hospitals in Lagos said they will hire fifty more nurses.")
    told = of_pledge(extract, "Two hospitals in Lagos will hire fifty more nurses next year.")
    assert said > told


def test_a_rule_has_its_own_number_or_that_of_its_kind() -> None:
    rules = load("confidence")["pledges"]["rules"]
    assert number_of("pledges", "rules out") == ("rules out", rules["rules out"])
    assert number_of("pledges", "verb vow") == ("verb", rules["verb"])
    assert number_of("pledges", "have a plan") == ("light verb", rules["light verb"])
    assert number_of("quotes", "a rule of tomorrow") is None


def test_all_numbers_are_round() -> None:
    for layer in ("quotes", "pledges"):
        for name in ("rules", "doubts"):
            for number in load("confidence")[layer][name].values():
                assert 0 < number < 1
                assert abs(number * 20 - round(number * 20)) < 1e-9


def records(*pairs: tuple[float, bool]) -> list[Found]:
    return [Found("quotes", "address", "role", confidence, right) for confidence, right in pairs]


def test_bins_hold_equal_counts_by_confidence() -> None:
    found = records(*((number / 10, number > 4) for number in reversed(range(10))))
    bins = bins_of(found)
    assert [one.n for one in bins] == [2] * 5
    assert [round(one.confidence, 2) for one in bins] == [0.05, 0.25, 0.45, 0.65, 0.85]
    assert [one.accuracy for one in bins] == [0.0, 0.0, 0.5, 1.0, 1.0]
    assert not rises(bins)
    assert rises(bins[1:4])


def test_the_error_is_the_mean_distance_by_count() -> None:
    assert error_of([Bin(30, 0.5, 0.6), Bin(10, 0.9, 0.5)]) == pytest.approx(0.175)
    assert error_of([]) == 0.0
    assert bins_of([]) == []


def test_a_number_is_drawn_towards_what_its_finds_reach() -> None:
    assert proposed(0.8, records(*[(0.8, True)] * 40)) == 0.95
    assert proposed(0.8, records((0.8, False))) == 0.65
    assert proposed(0.9, records(*[(0.9, False)] * 500)) == 0.05
