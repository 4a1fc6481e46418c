from retros.exchange.writing.markdown import address_here, nested, retrospective_markdown
from tests import factories


def test_document_has_the_headings_that_an_import_looks_for(browser):
    record = factories.RetrospectiveFactory(
        published=True, context="Then.", goal="More.", measured="Less.", surprise="Odd."
    )
    for factory in ("TimelineEvent", "Decision", "Lesson", "ActionItem"):
        getattr(factories, f"{factory}Factory")(retrospective=record)
    for kind in ("well", "better", "wrong"):
        factories.ObservationFactory(retrospective=record, kind=kind)
    response = browser.get(f"/retrospectives/{record.pk}.md")
    assert response["Content-Type"] == "text/markdown; charset=utf-8"
    headings = [line[3:] for line in response.content.decode().split("\n") if line[:3] == "## "]
    assert headings == [
        "Summary", "Context", "Goal", "What was measured", "What surprised us", "Timeline",
        "Decisions", "What went well", "What could be better", "What went wrong", "Lessons",
        "Action items",
    ]  # fmt: skip


def test_headings_in_texts_go_deeper_than_ours():
    assert nested("# One\n\ntext\n\n## Two", 2) == "### One\n\ntext\n\n#### Two"
    assert nested("###### Six", 2) == "######## Six"


def test_code_is_left_alone_and_closed():
    assert nested("```\n# no heading", 2).startswith("```\n# no heading\n```\n")


def test_rules_and_tables_are_no_headings():
    for text in ("- a\n---", "| a |\n|---|", "\n---"):
        assert "#" not in nested(text, 2)


def test_long_notes_stay_inside_their_list(db):
    note = factories.ObservationFactory(text="First.\n\n- one\n- two\n\n# Loud")
    text = retrospective_markdown(note.retrospective, address_here)
    assert "- First.\n\n  - one\n  - two\n\n  #### Loud" in text


def test_front_matter_survives_any_title(db):
    record = factories.RetrospectiveFactory(title='a: "b"\n---\n# c')
    text = retrospective_markdown(record, address_here)
    assert text.startswith('---\nretros: "1"\ntitle: "a: \\"b\\"\\n---\\n# c"\n')


def test_exported_document_reads_back(db):
    from retros.exchange import read

    record = factories.RetrospectiveFactory(published=True)
    factories.LessonFactory.create_batch(3, retrospective=record, kickoff_question="Who?")
    factories.DecisionFactory.create_batch(2, retrospective=record, outcome="mixed", options="- a")
    factories.ObservationFactory.create_batch(2, retrospective=record, kind="wrong")
    factories.ActionItemFactory(retrospective=record, status="done")
    document = read("export.md", retrospective_markdown(record, address_here).encode())
    assert (document.title, document.summary) == (record.title, record.summary)
    parts = (document.lessons, document.decisions, document.observations, document.actions)
    assert [len(part) for part in parts] == [3, 2, 2, 1]
