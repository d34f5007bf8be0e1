from __future__ import annotations

from collections.abc import Callable

import pytest

from store.records import Findings, Quote, Slot

Extract = Callable[..., Findings]


def words(slot: Slot | None) -> str | None:
    return slot.text if slot else None


def shape(quote: Quote) -> tuple[str | None, str | None, str, str]:
    return words(quote.speaker), words(quote.cue), quote.content.text, quote.kind


@pytest.mark.parametrize(
    ("text", "speaker", "cue", "content", "kind"),
    [
        (
            'Mayor Ana Ruiz said: "The bridge will open in May."',
            "Mayor Ana Ruiz",
            "said",
            '"The bridge will open in May."',
            "direct",
        ),
        (
            '"The bridge will open in May," said Mayor Ana Ruiz.',
            "Mayor Ana Ruiz",
            "said",
            '"The bridge will open in May,"',
            "direct",
        ),
        (
            "“The bridge will open in May,” Ruiz told reporters on Monday.",
            "Ruiz",
            "told",
            "“The bridge will open in May,”",
            "direct",
        ),
        (
            "''The bridge will open in May,'' she added.",
            "she",
            "added",
            "''The bridge will open in May,''",
            "direct",
        ),
        (
            "The company announced that the plant in Leeds will close next year.",
            "The company",
            "announced",
            "that the plant in Leeds will close next year",
            "indirect",
        ),
        (
            "The plant will close next year, the company said.",
            "the company",
            "said",
            "The plant will close next year",
            "indirect",
        ),
        (
            "According to the ministry, the plant in Leeds will close next year.",
            "the ministry",
            "According to",
            "the plant in Leeds will close next year",
            "indirect",
        ),
        (
            "Ruiz stressed that the city “has no money left” for a second bridge.",
            "Ruiz",
            "stressed",
            "that the city “has no money left” for a second bridge",
            "mixed",
        ),
        (
            "The union called on the company to keep the plant open.",
            "The union",
            "called on",
            "the company to keep the plant open",
            "indirect",
        ),
        (
            "The minister rejected calls for an inquiry.",
            "The minister",
            "rejected",
            "calls for an inquiry",
            "indirect",
        ),
        (
            "The senator described the vote as “a disgrace”.",
            "The senator",
            "described",
            "the vote as “a disgrace”",
            "mixed",
        ),
    ],
)
def test_each_construction_gives_speaker_cue_content_and_kind(
    extract: Extract, text: str, speaker: str, cue: str, content: str, kind: str
) -> None:
    assert shape(extract(text).quotes[0]) == (speaker, cue, content, kind)


def test_a_cue_in_the_middle_makes_one_quote_of_two_fragments(extract: Extract) -> None:
    text = '"We came early," said Mayor Ana Ruiz, "and we left late."'
    (quote,) = extract(text).quotes
    assert [span.text for span in quote.content.spans] == [
        '"We came early,"',
        '"and we left late."',
    ]


def test_speech_goes_on_in_the_next_sentence_and_paragraph(extract: Extract) -> None:
    text = '"We came early," said Mayor Ana Ruiz. "We left late."\n"Nobody saw us go home."'
    (quote,) = extract(text).quotes
    assert len(quote.content.spans) == 3


def test_the_participle_that_follows_has_the_same_speaker(extract: Extract) -> None:
    text = "Ruiz said the bridge was safe, adding that tests would go on until June."
    found = extract(text).quotes
    assert [(words(q.speaker), words(q.cue)) for q in found] == [
        ("Ruiz", "said"),
        ("Ruiz", "adding"),
    ]


def test_a_full_stop_inside_the_marks_ends_the_quote(extract: Extract) -> None:
    found = extract('"We lost." Smith said he would retire.').quotes
    assert [q.content.text for q in found if q.speaker] == ["he would retire"]


def test_not_responding_is_no_quote(extract: Extract) -> None:
    assert extract("The school did not respond to a request for comment.").quotes == ()


def test_hyphens_stay_inside_a_name(extract: Extract) -> None:
    (quote,) = extract("Anne-Marie Smith-Jones said that it was late.").quotes
    assert words(quote.speaker) == "Anne-Marie Smith-Jones"


def test_a_sentence_without_end_is_left_out_with_a_warning(extract: Extract) -> None:
    found = extract('He said "a. ' * 400)
    assert any("left out" in warning for warning in found.warnings)


def test_scare_quotes_and_names_between_marks_are_no_quotes(extract: Extract) -> None:
    assert extract("The “friends of the park” met in the town hall on Sunday.").quotes == ()


def test_nothing_is_quoted_inside_a_quote(extract: Extract) -> None:
    text = '"He said that he would come, and I believed him," Ruiz said.'
    assert [q.content.text for q in extract(text).quotes] == [
        '"He said that he would come, and I believed him,"'
    ]


def test_a_headline_attributes_by_colon_and_by_dash(extract: Extract) -> None:
    colon = extract("Ruiz: The bridge will open in May", headline=True).quotes[0]
    dash = extract("The bridge will open in May - Mayor Ruiz", headline=True).quotes[0]
    assert (words(colon.speaker), colon.content.text) == ("Ruiz", "The bridge will open in May")
    assert (words(dash.speaker), dash.content.text) == (
        "Mayor Ruiz",
        "The bridge will open in May",
    )


def test_titles_surnames_and_pronouns_lead_to_one_speaker(extract: Extract) -> None:
    text = (
        "Portuguese Prime Minister Marta Sousa said the talks had failed.\n"
        "Sousa said that a new round would begin in May.\n"
        "She added that nobody was to blame."
    )
    found = extract(text)
    names = {a.actor.id: a.actor.name for a in found.appearances}
    assert [names[q.actor or ""] for q in found.quotes] == ["Marta Sousa"] * 3


def test_another_language_gives_quotes_in_marks_only_and_says_so(extract: Extract) -> None:
    text = "Der Bürgermeister sagte: „Wir werden die Brücke im Mai wieder öffnen.“"
    found = extract(text, language="de")
    assert [q.content.text for q in found.quotes] == [
        "„Wir werden die Brücke im Mai wieder öffnen.“"
    ]
    assert found.pledges == ()
    assert "not English" in found.warnings[0]


def test_every_span_is_a_slice_of_the_text_and_every_quote_says_why(extract: Extract) -> None:
    text = "\ufeffRuiz said:\r\n“We came early.”\r\nShe added that it was late.\r\n"
    for quote in extract(text).quotes:
        assert quote.why.rule
        assert 0 < quote.confidence <= 1
        for slot in (quote.speaker, quote.cue, quote.content):
            for span in slot.spans if slot else ():
                assert text[span.start : span.end] == span.text


def test_ids_do_not_depend_on_where_in_the_text_the_words_stand(extract: Extract) -> None:
    text = "The union said that pay was too low. The union said that pay was too low."
    ids = [q.id for q in extract(text).quotes]
    assert len(set(ids)) == 2
    assert ids == [q.id for q in extract(text).quotes]


def test_a_rule_that_raises_costs_one_find(
    extract: Extract, monkeypatch: pytest.MonkeyPatch
) -> None:
    from store.extraction import clauses

    def broken(scene: object, token: object) -> None:
        raise ValueError("odd tree")

    monkeypatch.setattr(clauses, "_VERB_RULES", (broken, *clauses._VERB_RULES))
    found = extract("The union said that pay was too low.")
    assert len(found.quotes) == 1
    assert "odd tree" in found.warnings[0]
