"""Sections as teams write them without a template: what was agreed, causes, boards as plain text."""

import pytest

from retros.exchange import People, read_text

HELD = "# Ferry timetable retro\n\nDate: 3 June 2025\nPresent: Ada Berg, Tola Adeyemi\n\n"


def read(body):
    return read_text("a.md", HELD + body)


def seen(body):
    return [(it.kind, it.text) for it in read(body).observations]


@pytest.mark.parametrize("heading", ["Agreed", "What we agreed", "We will:", "Optional"])
def test_what_was_agreed_is_an_action_item(heading):
    found = read(f"## {heading}\n\n- Ask the harbor for a berth plan\n")
    assert [it.text for it in found.actions] == ["Ask the harbor for a berth plan"]
    assert not found.decisions


def test_optional_remark_is_no_action_item():
    assert not read("## Optional\n\n- The ferries were blue\n").actions


@pytest.mark.parametrize(
    ("line", "owner", "text"),
    [
        ("Ada prints the plan", "Ada", "prints the plan"),
        ("Ada Berg propose a date", "Ada Berg", "propose a date"),
        ("TA to draft the notice", "TA", "draft the notice"),
        ("Facilities keeps the signs", "Facilities", "keeps the signs"),
        ("Support tickets need a label", "", "Support tickets need a label"),
        ("Ada was late", "", "Ada was late"),
    ],
)
def test_who_does_it_stands_before_the_verb(line, owner, text):
    (action,) = read(f"## Actions\n\n- {line}\n").actions
    assert (action.owner_role, action.text) == (owner, text)


def test_initials_are_left_out_like_the_names():
    found = People(read("## Actions\n\n- TA to draft the notice\n")).left_out()
    assert [(it.owner_role, it.text) for it in found.actions] == [("", "draft the notice")]


def test_end_of_a_mail_is_no_action_item():
    found = read("We will:\n\n- Order rope\n\nBest regards\nAda\n")
    assert [it.text for it in found.actions] == ["Order rope"]
    assert "Best regards\nAda" in found.context


@pytest.mark.parametrize(
    ("prose", "kinds"),
    [
        ("The root cause was a timetable of the year before.", ["wrong"]),
        ("It was late because the tide table was old.", ["wrong"]),
        ("The timetable comes from the harbor. It is printed twice a year.", []),
    ],
)
def test_sentence_that_says_what_the_cause_was_went_wrong(prose, kinds):
    assert [kind for kind, _ in seen(f"## Root cause\n\n{prose}\n")] == kinds


def test_heading_that_names_a_part_and_the_project_is_the_title():
    found = read_text("a.md", "# Lessons learned – ferry terminal\n\n- Order rope early\n")
    assert found.title == "Lessons learned – ferry terminal"
    assert [it.statement for it in found.lessons] == ["Order rope early"]


@pytest.mark.parametrize(
    ("heading", "kind"), [(":x: Didn’t go well", "wrong"), ("4 Wins of past seasons", "well")]
)
def test_signs_and_words_around_a_name_change_nothing(heading, kind):
    assert seen(f"## {heading}\n\n- The pier\n") == [(kind, "The pier")]


def test_table_is_no_summary():
    found = read_text("a.md", "# Ferry log\n\n| Pier | Boats |\n|---|---|\n| North | 4 |\n")
    assert found.first_words() == "Ferry log"


def test_board_as_plain_text_is_parted_at_the_names_of_its_columns():
    assert seen("Mad\nThe pier was closed\nGlad\nTwo new crews\n") == [
        ("wrong", "The pier was closed"),
        ("well", "Two new crews"),
    ]


def test_heading_below_a_kind_of_notes_is_what_they_are_about():
    body = "## What went wrong\n\n### Scope\n\nThe third pier came in May.\n"
    assert seen(body) == [("wrong", "**Scope:** The third pier came in May.")]


def test_column_of_kinds_is_no_note_itself():
    table = "| Start/Stop/Continue | Action | Why |\n|---|---|---|\n| Start | Print less | Paper |\n| Continue | Sail early | Calm |\n"
    assert not {"Action", "Why"} & {text for _, text in seen(f"{table}")}


def test_definitions_are_entries_without_their_colon():
    assert seen("Keep doing\n: Early boats\n\nStop doing\n: Late boats\n") == [
        ("well", "**Keep doing:** Early boats"),
        ("better", "**Stop doing:** Late boats"),
    ]


@pytest.mark.parametrize(
    ("sentence", "number"),
    [
        ("We learned that a timetable needs an owner.", 1),
        ("At noon we learned that the pier was closed.", 0),
    ],
)
def test_prose_says_what_holds_from_now_on(sentence, number):
    found = read(f"The spring was long. {sentence} Then came June.\n")
    assert len(found.lessons) == number
    assert sentence in found.context


def kinds_of(document):
    return [(seen.kind, seen.text) for seen in document.observations]


def test_quotes_are_what_people_said_and_what_stands_between_comments_on_it():
    found = read(
        "## What went badly\n\n> Nobody told us.\n\nWe hear this often.\n\n> A: Cold halls\n> A: Long queues\n"
    )
    said = ["Nobody told us.", "A: Cold halls", "A: Long queues"]
    assert kinds_of(found) == [("wrong", text) for text in said]
    assert "We hear this often." in found.context


@pytest.mark.parametrize("heading", ["For next time", "Next year", "Beim nächsten Mal"])
def test_what_to_do_next_time_is_a_lesson(heading):
    found = read(f"## {heading}\n\n- Book the hall in May\n")
    assert [it.statement for it in found.lessons] == ["Book the hall in May"]


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("What will we sustain?", "well"),
        ("What will we improve?", "better"),
        ("If we had to do it again", "better"),
        ("The ugly", "wrong"),
        ("What we didn't love", "wrong"),
    ],
)
def test_name_that_says_the_opposite_or_looks_ahead_is_known(heading, kind):
    assert kinds_of(read(f"## {heading}\n\n- The ferry\n")) == [(kind, "The ferry")]


def test_label_with_its_own_text_names_nothing_that_follows():
    found = read("## Notes\n\n- **Stop:** late calls\n- **Keep:** the diary\n\n* We were seven\n")
    assert [text for _, text in kinds_of(found)] == ["**Stop:** late calls", "the diary"]


def test_somebody_mentioned_in_jira_is_the_owner():
    (action,) = read("## Actions\n\n- [~ada.berg] Order rope\n").actions
    assert (action.owner_role, action.text) == ("ada.berg", "Order rope")


@pytest.mark.parametrize("nothing", ["Not really sure", "I can't complain, it was fun."])
def test_answer_that_says_nothing_is_kept_as_text(nothing):
    found = read(f"## What went wrong\n\n- {nothing}\n- Cold halls\n")
    assert kinds_of(found) == [("wrong", "Cold halls")]
    assert nothing in found.context


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Was zäher lief, aber besser als gedacht", "well"),
        ("Ce qui s'est mieux passé que prévu", "well"),
        ("Lo que salió mejor de lo previsto", "well"),
        ("O que correu melhor do que o previsto", "well"),
        ("Wat sneller ging dan gedacht", "well"),
        ("Vad som gick lättare än vi trodde", "well"),
        ("Wat lastiger was dan gedacht", "wrong"),
        ("Vad som var krångligare än planerat", "wrong"),
        ("Was schwieriger wurde als geplant", "wrong"),
        ("Avvikelser från planen", "wrong"),
        ("うまくいかなかったこと・苦戦したところ", "wrong"),
    ],
)
def test_comparison_with_what_was_expected_names_its_kind(heading, kind):
    assert kinds_of(read(f"## {heading}\n\n- The ferry\n")) == [(kind, "The ferry")]


@pytest.mark.parametrize(
    "heading", ["Acción concreta de mejora", "Konkret åtgärd för förbättring", "Ações concretas"]
)
def test_concrete_step_is_an_action_and_no_wish(heading):
    assert [it.text for it in read(f"## {heading}\n\n- Order rope\n").actions] == ["Order rope"]


@pytest.mark.parametrize(
    "heading", ["O que não fazer novamente", "Qué no volver a hacer", "Was wir nie wieder tun"]
)
def test_what_not_to_do_again_is_a_lesson(heading):
    found = read(f"## {heading}\n\n- Moor at night\n")
    assert [it.statement for it in found.lessons] == ["Moor at night"]


def test_recommendations_somewhere_in_a_name_are_no_lessons():
    heading = "História 3 — Painel de alertas e recomendações"
    assert read(f"## {heading}\n\n- Mostrar o alerta\n").lessons == []


def test_item_labeled_as_a_lesson_is_one():
    found = read("## Story 4\n\n- **Status:** done\n- **Lição aprendida:** Medir a maré antes\n")
    assert [it.statement for it in found.lessons] == ["Medir a maré antes"]


def test_what_did_not_work_goes_before_what_to_stop():
    body = "## Qué funcionó (Continue)\n\n- La grúa\n\n## Qué no funcionó (Stop)\n\n- El cabo\n"
    assert kinds_of(read(body)) == [("well", "La grúa"), ("wrong", "El cabo")]


def test_lines_about_the_document_are_no_entries():
    body = "## Next steps\n\n1. Order the rope\n\n---\n\n*Created: 2025-12-19*\n*Facilitator: Ada (lead)*\n"
    assert [it.text for it in read(body).actions] == ["Order the rope"]


def test_step_behind_lessons_is_an_action():
    body = "## Lessons learned\n\n- Ask early\n\n**Status:** calm\n**Next steps:** order the rope\n"
    found = read(body)
    assert [it.statement for it in found.lessons] == ["Ask early"]
    assert [it.text for it in found.actions] == ["order the rope"]


def test_lines_in_capitals_are_headings_where_others_are():
    text = "THE GOOD\n\n- The rig\n\nTHE BAD\n\n- The revolve\n\nNOTES FOR THE NEXT CREW\n\n- Use ramps\n"
    found = read(text)
    assert kinds_of(found) == [("well", "The rig"), ("wrong", "The revolve")]
    assert [it.statement for it in found.lessons] == ["Use ramps"]
