"""What a template says of itself, and small forms of other languages: each of a real document."""

from datetime import date

import pytest

from retros.exchange import read_text


def observed(text):
    return [(it.kind, it.text) for it in read_text("a.md", text).observations]


def acted(text):
    found = read_text("a.md", f"# Incident 18.8.2026\n\n## Actions\n\n{text}", with_authors=True)
    return [(it.text, it.owner_role, it.due_on) for it in found.actions]


def test_sentence_in_italics_explains_the_section_and_no_entry():
    text = "# R\n\n## What went badly\n\n_List what caused friction or delay._\n\n- The door was locked"
    document = read_text("a.md", text)
    assert [it.text for it in document.observations] == ["The door was locked"]
    assert "List what caused friction" in document.context


def test_bold_topic_owns_no_action_but_a_known_person_does():
    assert acted("- **Navigation Checklist**: Check header and footer")[0][1] == ""
    assert acted("- **Maria Lopes**: Check header and footer")[0][1] == "Maria Lopes"


def test_comment_that_is_left_to_fill_in_is_no_action():
    assert acted("- <!-- TODO: add the link -->\n- <!-- TODO: add the ticket -->") == []


def test_day_in_a_column_takes_the_year_of_the_document():
    table = "| Åtgärd | Ansvarig | Klar |\n|---|---|---|\n| Rensa arkivet | Driften | 25.8 |\n| Öva | Driften | 5.1 |"
    assert [due for *_, due in acted(table)] == [date(2026, 8, 25), date(2027, 1, 5)]


def test_lesson_and_what_follows_from_it_stand_in_one_row():
    text = "# Licoes\n\n## Lições\n\n| Lição | Ação corretiva |\n|---|---|\n| Testar cedo poupa tempo | Definir testes |"
    found = read_text("a.md", text)
    assert [it.statement for it in found.lessons] == ["Testar cedo poupa tempo"]
    assert [it.text for it in found.actions] == ["Definir testes"]


def test_measured_values_are_no_notes():
    text = "# R\n\n## 結果\n\n| 改善前 | 改善後 |\n|---|---|\n| 1.97ms | 0.64ms |\n\n## 良かったこと\n\n- 早い"
    assert observed(text) == [("well", "早い")]


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Was war schwieriger als erwartet", "wrong"),
        ("Hacer menos", "better"),
        ("Lo que hice bien", "well"),
        ("詰まったこと（と解決）", "wrong"),
    ],
)
def test_heading_of_another_language(heading, kind):
    assert observed(f"# R\n\n## {heading}\n\n- Abc def ghi")[0][0] == kind


def test_who_changed_the_document_is_no_lesson():
    text = (
        "# Lições aprendidas\n\n- Testar cedo\n\n## Histórico de revisão\n\n"
        "| Versão | Descrição |\n|---|---|\n| 1.0 | Criação |"
    )
    assert [it.statement for it in read_text("a.md", text).lessons] == ["Testar cedo"]


def test_section_that_is_called_date_says_when():
    text = "# R\n\n## Date\n\nMardi 6 octobre 2026, avant la revue.\n\n## Ce qui a bien fonctionné\n\n- La revue"
    assert read_text("a.md", text).held_on == date(2026, 10, 6)


def test_example_of_a_template_is_no_entry():
    text = "# [Title]\n\n## Root cause\n\n[Explain it.]\n\nExample: A permission was removed because of a typo."
    assert observed(text) == []


def test_how_far_a_problem_is_and_who_found_it_are_no_problems():
    text = "# R\n\n## Issues found\n\n### The fence leaked\n\n- **Discovery:** Code review\n- **Status:** ✅ **RESOLVED**"
    found = observed(text)
    assert [said for _, said in found if "Discovery" in said or "RESOLVED" in said] == []
    assert "Code review" in read_text("a.md", text).context
