from __future__ import annotations

import pytest

from store.reading import read
from store.records import Article, BlockKind

BODY = """\
Three coastal towns have agreed to share the cost of a sea wall, their mayors said.

Mayor Anna Krog said: "We will build it before the winter storms."
"""


def texts(article: Article, kind: BlockKind) -> list[str]:
    return [article.text[one.start : one.end] for one in article.blocks if one.kind == kind]


def article(text: str) -> Article:
    return read(text.encode(), "wall.txt")


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "ADVERTISEMENT",
        "Loading related articles...",
        "Loading…",
        "Share",
        "Share this article",
        "Tweet",
        "Subscribe now",
        "Sign up for our weekly newsletter",
        "Subscribe to our newsletter and get the news into your inbox.",
        "We use cookies to improve your experience on this site.",
        "This website uses cookies",
        "Accept all cookies",
        "Please enable JavaScript to continue.",
        "Published:",
        "Published: 6 January 2026",
        "Published On 4 Sep 2025",
        "Last updated: 12:30, 4 September 2025",
        "September 4, 2025 3:15 PM GMT+2",
        "Thursday 4 September 2025 14.02 BST",
        "3 hours ago",
        "5 min read",
        "1.2K shares",
        "12 comments",
        "Photo: Jane Doe/AFP",
        "Photo by Jane Doe",
        "Image source, Getty Images",
        "Image caption, The wall in spring",
        "The port is seen from the air. (AP Photo/Jane Roe, File)",
        "A boat leaves the port on Monday. REUTERS/Jane Roe",
        "Jane Roe / Reuters",
        "Jane Roe via Getty Images.",
        "FILE - The port is seen from the air, September 3, 2025.",
        "(Photo by Jane ROE / AFP)",
        "By Jane Roe and John Doe",
        "By JANE ROE, Associated Press",
        "By Jane Roe, Political Correspondent",
        "BBC News, Bergen",
        "Reuters",
        "With AFP and Reuters",
        "The Associated Press contributed to this report.",
        "(Reporting by Jane Roe; Editing by John Doe)",
        "Additional reporting by Jane Roe in Rome",
        "Write to Jane Roe at jane.roe@example.org",
        "Follow Jane Roe on Twitter: @janeroe",
        "Related: Storm season comes early this year",
        "Read more: Storm season comes early this year",
        "READ ALSO: Storm season comes early",
        "More Weather:Storm season comes early",
        "Editor’s note: This article was updated with a statement.",
        "This article has been updated.",
        "This is a developing story and will be updated.",
        "Copyright 2025 The Coast Courier. All rights reserved.",
        "© 2025 Coast Courier",
        "https://example.org/wall",
        "Watch the video above.",
        "Click here to read more.",
        "***",
        "___",
        "<div class='ad'>",
        ".wall { width: 100%; }",
        "If you notice an error, select the text and press Ctrl + Enter.",
        "HERE IS WHAT THE STORMS DO TO TOWNS",
        "Reporter: Jane Roe",
        "Read more: The wall that never was",
        "BERGEN, July 19, 2023 22:41 CEST",
        "New Delhi: 14 July 2023",
        "The port, March 30, 2024. REUTERS/Jane Roe/File Photo",
        "FOR IMMEDIATE RELEASE",
        "END",
    ],
)
def test_a_line_that_a_publishing_system_left_is_boilerplate(line: str) -> None:
    assert texts(article(f"{BODY}\n{line}\n"), "boilerplate") == [line]


@pytest.mark.parametrize(
    "line",
    [
        "By Tuesday the wall was three metres high.",
        "By the sea",
        "By 2026, the wall will be finished.",
        "The Guardian reported that the wall is too low.",
        "Background: The towns have argued about the wall for years.",
        "What is next?",
        "Storms and walls",
        "VACCINE TRIALS",
        "Boeing",
        "Watch out, the mayor said, the sea is rising.",
        "Share prices of the builder fell by a tenth.",
        "Subscribers of the harbour's water works will pay more.",
        "Reuters and AP reporters were let in after the talks, the mayor said.",
        "Trump: we will win;",
        "More towns are to follow: Oslo, Bergen and Tromsø.",
        "The mayor said: “Read more about the sea.”",
        "Sources: the wall is late",
        "Let no one be mistaken, the mayor said.",
        "12 ministers",
        "Related industries will suffer, the mayor said.",
        "Read more: Denmark will pay for half of the wall, the mayor said on Monday evening.",
        "REPORTER: Madam Mayor, will the wall be high enough?",
        "NOBODY WAS HURT WHEN THE OLD WALL FELL, THE HARBOUR MASTER SAID.",
        "“THE WALL WILL HOLD FOR A HUNDRED YEARS”",
        "About the wall",
        "About 300 metres are finished",
        "Oslo, a town of walls",
    ],
)
def test_a_line_of_the_article_is_not(line: str) -> None:
    assert texts(article(f"{BODY}\n{line}\n\n{BODY}"), "boilerplate") == []


@pytest.mark.parametrize("opener", ["Read also:", "Related articles", "More news", "Most read"])
def test_a_list_of_links_at_the_end_goes_with_its_opener(opener: str) -> None:
    links = ["- Storm season comes early", "- Is the wall high enough?", "- A town says goodbye."]
    found = texts(article("\n".join([BODY, opener, *links])), "boilerplate")
    assert found == [opener, *(link[2:] for link in links)]


def test_a_list_of_links_in_the_middle_ends_where_the_article_goes_on() -> None:
    links = ["Read more on this story:", "Storm season comes early", "Is the wall high?", "Why not"]
    found = article("\n\n".join([BODY, *links, BODY]))
    assert texts(found, "boilerplate") == links
    assert len(texts(found, "paragraph")) == 4


def test_an_opener_before_a_sentence_takes_nothing_along() -> None:
    found = article(f"{BODY}\nMore:\n\nThe raid on the port came late. Nobody was hurt.\n")
    assert texts(found, "boilerplate") == ["More:"]


def test_tags_and_author_at_the_end_go_with_what_is_below() -> None:
    tail = ["Tags", "Floods", "Norway", "Author", "Jane Roe"]
    assert texts(article("\n".join([BODY, *tail])), "boilerplate") == tail


@pytest.mark.parametrize(
    "dateline",
    [
        "OSLO (Reuters) -",
        "OSLO, Norway (AP) —",
        "BERGEN, Sept 4 (Reuters) -",
        "(CNN) —",
        "BERGEN —",
    ],
)
def test_a_dateline_is_cut_from_the_first_paragraph(dateline: str) -> None:
    found = article(f"Towns share the cost of a wall\n\n{dateline} {BODY}")
    assert texts(found, "boilerplate") == [dateline]
    assert texts(found, "paragraph")[0].startswith("Three coastal towns")


def test_an_acronym_before_a_dash_is_no_dateline() -> None:
    found = article("NATO — The alliance of the north — will pay. NATO said so on Monday.\n")
    assert texts(found, "boilerplate") == []


def test_the_name_below_a_headline_is_a_byline() -> None:
    found = article(f"Towns share the cost of a wall\n\nJane Roe\n\n{BODY}")
    assert texts(found, "boilerplate") == ["Jane Roe"]


def test_a_date_that_is_stated_is_the_publishing_date() -> None:
    found = article(f"Towns share the cost\nBy Jane Roe\nPublished: January 6, 2026\n\n{BODY}")
    assert (found.date, found.date_of, found.date_how) == ("2026-01-06", "published", "stated")
    assert found.author == "Jane Roe"


@pytest.mark.parametrize(
    "lines",
    [
        "6 January 2026",
        "BERGEN, January 6, 2026 22:41 CET",
        "Updated: 9 January 2026\nTue 6 Jan 2026",
    ],
)
def test_a_date_alone_above_the_article_is_the_publishing_date(lines: str) -> None:
    found = article(f"Towns share the cost\n{lines}\n\n{BODY}")
    assert (found.date, found.date_of, found.date_how) == ("2026-01-06", "published", "stated")


def test_a_date_alone_below_the_article_is_not() -> None:
    assert article(f"Towns share the cost\n\n{BODY}\n6 January 2026\n").date is None


@pytest.mark.parametrize(
    "dateline",
    [
        "BERGEN, Norway – May 14, 2024 – (BUSINESS WIRE) – ",
        "BERGEN, May 14, 2024 /PRNewswire/ -- ",
        "BERGEN, Norway, 14 May 2024 (GLOBE NEWSWIRE) -- ",
    ],
)
def test_a_statements_dateline_is_cut_from_its_first_paragraph(dateline: str) -> None:
    found = article(f"Walls for Bergen\n\n{dateline}Wallcraft will build a wall.\n\n{BODY}")
    assert texts(found, "paragraph")[0] == "Wallcraft will build a wall."


def test_a_date_that_can_be_read_in_two_ways_is_none() -> None:
    assert article(f"Towns share the cost\nPublished: 06/01/2026\n\n{BODY}").date is None


STATEMENT = """\
Wallcraft to Build Sea Wall in Bergen

Wallcraft AS announced on Monday that it will build a sea wall in Bergen.

"We are ready," said Anna Krog, its chief executive.

About Wallcraft
Wallcraft builds walls in nine countries. It is committed to dry feet.

Forward-Looking Statements
This release contains forward-looking statements. Wallcraft will not update them.

Media Contact:
Marta Roe
+47 555 000 00
"""


def test_what_stands_below_a_statements_news_is_boilerplate() -> None:
    found = article(STATEMENT)
    assert texts(found, "paragraph") == STATEMENT.split("\n\n")[1:3]
    assert texts(found, "headline") == ["Wallcraft to Build Sea Wall in Bergen"]


def test_a_section_about_something_else_stays() -> None:
    text = f"{BODY}\n{BODY}\nAbout money\nThe towns have none. They will borrow.\n"
    assert texts(article(text), "boilerplate") == []


def test_a_section_after_the_closing_ones_stays() -> None:
    text = STATEMENT.replace(
        "Media Contact:", "What the towns say\n\nThe towns are glad.\n\nContact:"
    )
    assert "The towns are glad." in texts(article(text), "paragraph")


def test_the_times_of_a_live_page_are_no_words_of_the_article() -> None:
    updates = "14:50 Ferries have stopped, the port said.\n\n13.15 GMT – The wall holds.\n"
    found = article(f"{BODY}\n{updates}")
    assert texts(found, "boilerplate") == ["14:50", "13.15 GMT"]
    assert texts(found, "paragraph")[-2:] == [
        "Ferries have stopped, the port said.",
        "The wall holds.",
    ]


def test_a_number_that_opens_one_line_is_no_time() -> None:
    assert texts(article(f"{BODY}\n12.40 Euros is the price of a brick.\n"), "boilerplate") == []


def test_an_article_in_capitals_keeps_its_lines() -> None:
    lines = [
        "THE WALL WILL BE BUILT, THE MAYOR SAID.",
        "TOWNS BY THE SEA TO PAY FOR ALL",
        "IT IS LATE.",
    ]
    text = "\n\n".join([*lines, *lines[:1], "SO IT ENDS."])
    assert texts(article(text), "boilerplate") == []
