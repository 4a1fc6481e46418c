"""/kickoffs/<id>/brief/ and /kickoffs/<id>.md"""

import nh3
import pytest
from django.urls import reverse
from markdown_it import MarkdownIt

from retros.kickoffs import brief_of
from retros.kickoffs.brief_markdown import one_line, quoted
from tests import factories
from tests.kickoffs.conftest import make_lesson


@pytest.fixture(params=["kickoff_brief", "kickoff_markdown"])
def url(request, kickoff):
    return reverse(request.param, args=[kickoff.pk])


@pytest.fixture
def markdown_url(kickoff):
    return reverse("kickoff_markdown", args=[kickoff.pk])


def choose(kickoff, **fields):
    return factories.KickoffLessonFactory(kickoff=kickoff, **fields)


def test_it_holds_brief_questions_lessons_notes_owners_and_sources(reader, kickoff, url):
    lesson = make_lesson(kickoff_question="Which warehouse goes first?")
    owner = factories.UserFactory(display_name="Lea Brandt")
    choose(kickoff, lesson=lesson, note="From May on", owner=owner)
    page = reader.get(url).content.decode()
    project = lesson.retrospective.project.name
    for words in (
        "three warehouses",
        "Which warehouse goes first?",
        lesson.statement,
        "From May on",
    ):
        assert words in page
    assert "Lea Brandt" in page and project in page


def test_a_lesson_without_a_question_is_there_once(reader, kickoff, url):
    choice = choose(kickoff)
    page = reader.get(url).content.decode()
    assert page.count(choice.lesson.statement) == 1


def test_question_lesson_and_one_line_of_why_stand_together(reader, kickoff, url):
    detail = "The labels were printed twice. Nobody had tried it."
    lesson = make_lesson(kickoff_question="Which warehouse goes first?", detail=detail)
    choose(kickoff, lesson=lesson)
    page = reader.get(url).text
    order = [lesson.kickoff_question, lesson.statement, "The labels were printed twice."]
    assert sorted(order, key=page.index) == order
    assert "Nobody had tried it." not in page


def test_why_does_not_repeat_the_lesson(reader, kickoff, url):
    statement = "Rehearse the cut-over twice, with the people who will do it"
    lesson = make_lesson(statement, detail=f"**General**\n\n{statement}. It took a night.")
    choose(kickoff, lesson=lesson)
    assert reader.get(url).text.count(statement) == 1


@pytest.mark.parametrize(
    ("statement", "detail", "why"),
    [
        ("Rehearse it.", "Rehearse it. It took a night.", "It took a night."),
        ("Rehearse the cut-over…", "Rehearse the cut-over with all. Nobody had.", "Nobody had."),
        ("Rehearse the cut-over twice", "The cut-over: rehearse it twice.", ""),
    ],
)
def test_why_says_more_than_the_lesson(kickoff, statement, detail, why):
    lesson = make_lesson(statement, detail=detail, applies_when="")
    choose(kickoff, lesson=lesson)
    (entry,) = brief_of(kickoff, kickoff.created_by).to_apply
    assert entry.why == why


def test_why_falls_back_on_when_it_is_useful(kickoff):
    choose(kickoff, lesson=make_lesson("Count.", detail="", applies_when="move a warehouse"))
    (entry,) = brief_of(kickoff, kickoff.created_by).to_apply
    assert entry.why == "Useful when somebody is about to move a warehouse"


def test_why_of_a_decision_does_not_repeat_it(kickoff):
    decision = factories.DecisionFactory(
        published=True, choice="Move at night", informed_by="Move at night. Nobody works then."
    )
    choose(kickoff, lesson=None, decision=decision)
    (entry,) = brief_of(kickoff, kickoff.created_by).to_apply
    assert entry.why.endswith("Nobody works then.")


def test_why_leaves_out_the_heading_that_a_lesson_stood_under(reader, kickoff, url):
    choose(kickoff, lesson=make_lesson(detail="**General**\n\nThe labels were printed twice."))
    page = reader.get(url).text
    assert "The labels were printed twice." in page and "General" not in page


def test_what_has_a_question_to_ask_comes_first(reader, kickoff, url):
    choose(kickoff, lesson=make_lesson("Count twice."))
    choose(kickoff, lesson=make_lesson("Ask early.", kickoff_question="Who counts?"))
    page = reader.get(url).text
    assert page.index("Who counts?") < page.index("Count twice.")


def test_decision_says_how_it_turned_out(reader, kickoff, url):
    decision = factories.DecisionFactory(
        published=True, outcome="worse", what_happened="Two shops stopped. Then they ran."
    )
    choose(kickoff, lesson=None, decision=decision)
    assert "Worse than expected: Two shops stopped." in reader.get(url).text


def test_risks_say_who_met_them(reader, kickoff, url):
    factories.RiskFactory(kickoff=kickoff, text="The labels of the warehouses are printed twice.")
    factories.RiskFactory(kickoff=kickoff, text="Zymurgy.")
    lesson = make_lesson("Labels of warehouses were printed twice.")
    page = reader.get(url).text
    assert f"Came up in {lesson.retrospective.project.name}" in page
    assert page.count("Came up in") == 1 and "Zymurgy." in page


def test_its_queries_do_not_grow_with_the_risks(reader, kickoff, url, count):
    def make():
        factories.RiskFactory(kickoff=kickoff, text="The labels of the warehouses are lost.")
        make_lesson("Labels of warehouses were lost.")

    assert count(lambda: reader.get(url), 2, make) == count(lambda: reader.get(url), 6, make)


def test_what_to_apply_comes_before_what_to_watch(reader, kickoff, url):
    watch = choose(kickoff, disposition="watch")
    apply = choose(kickoff, disposition="apply")
    page = reader.get(url).content.decode()
    assert page.index(apply.lesson.statement) < page.index(watch.lesson.statement)


def test_what_is_not_relevant_stays_out(reader, kickoff, url):
    choice = choose(kickoff, disposition="not-relevant")
    assert choice.lesson.statement not in reader.get(url).content.decode()


def test_unpublished_lessons_leave_it_for_everybody(reader, writer, kickoff, url):
    lesson = choose(kickoff).lesson
    lesson.retrospective.invited.add(kickoff.created_by)
    lesson.retrospective.unpublish()
    for browser in (reader, writer):
        page = browser.get(url).content.decode()
        assert lesson.statement not in page
        assert lesson.retrospective.project.name not in page
        assert "1 chosen item is no longer available." in page


def test_its_queries_do_not_grow_with_the_lessons(reader, kickoff, url, count):
    def make():
        choose(kickoff, owner=factories.UserFactory())

    assert count(lambda: reader.get(url), 2, make) == count(lambda: reader.get(url), 10, make)


def test_unknown_ids_are_not_found(reader):
    for address in ("/kickoffs/999999/brief/", "/kickoffs/999999.md"):
        assert reader.get(address).status_code == 404


def test_visitors_are_asked_to_sign_in(client, url):
    assert client.get(url).url.startswith("/accounts/login/")


def test_it_rejects_post(writer, url):
    assert writer.post(url).status_code == 405


def test_markdown_is_shown_as_text(reader, kickoff, markdown_url):
    response = reader.get(markdown_url)
    assert response["Content-Type"] == "text/markdown; charset=utf-8"
    assert response["Content-Disposition"] == f'inline; filename="kickoff-{kickoff.pk}.md"'


def rendered(text):
    """As a reader that lets HTML through would show it."""
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text)


HOSTILE = [
    "# A heading",
    "- an item",
    "1. first\n## To apply\n1. mine",
    "2) second",
    "a **bold** _word_ `code` [link](http://example.org) ![image](x)",
    "<script>alert(1)</script> <!-- never closed",
    "===",
    "| a | b |",
    "\\",
    "> quoted",
    "***",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_peoples_words_are_no_markup(text):
    html = rendered(f"1. {one_line(text)}\n\n## After")
    assert html.count("<li>") == html.count("<h2>") == 1
    words = nh3.clean(html.split("<h2>")[0], tags={"ol", "li"})
    assert words.count("<") == 4  # the list and its item, as tags


@pytest.mark.parametrize(
    "text", ["```\nnever closed", "# Heading", "</blockquote>", "<div>", "- a"]
)
def test_the_brief_stays_inside_its_quotation(text):
    html = rendered(f"{quoted(text)}\n\n## After")
    assert html.rstrip().endswith("</blockquote>\n<h2>After</h2>")
    assert "<div>" not in html


def test_hostile_text_keeps_the_structure(reader, kickoff, markdown_url):
    lesson = make_lesson("# Evil\n## To apply", kickoff_question="1. x\n\n# Top")
    choose(kickoff, lesson=lesson, note="```\n# Note")
    kickoff.project.name = "Stock\n# sync"
    kickoff.project.save()
    lines = reader.get(markdown_url).content.decode().split("\n")
    headings = [line for line in lines if line.startswith("#")]
    assert headings == ["# Kickoff: Stock # sync", "## To apply"]
