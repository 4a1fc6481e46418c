"""Retrospectives in eight languages: their headings, dates, owners and due dates."""

from datetime import date

import pytest

from retros.exchange import read_text
from retros.exchange.reading.action_status import status_in
from retros.exchange.reading.dates import Near, find_date, language_of, one_order
from retros.exchange.reading.headings import Purpose, purpose_of
from retros.exchange.reading.vocabulary import LANGUAGES, words_of
from tests.exchange.languages import SAMPLES


@pytest.fixture(params=SAMPLES)
def document(request):
    return read_text("notes.md", SAMPLES[request.param])


def test_each_section_is_recognized(document):
    assert [found.kind for found in document.observations] == ["well", "wrong", "better"]
    assert (len(document.lessons), len(document.actions)) == (1, 1)


def test_date_of_the_document_is_read(document):
    assert document.held_on == date(2024, 3, 12)


def test_events_have_their_dates(document):
    assert [event.on for event in document.events] == [date(2024, 3, 3), date(2024, 3, 12)]


def test_owner_and_due_date_leave_the_line(document):
    action = document.actions[0]
    assert action.owner_role.endswith("B")
    assert action.due_on == date(2024, 4, 30)
    assert "2024" not in action.text


def test_who_took_part_is_counted(document):
    assert document.taking_part == "2 people"


@pytest.mark.parametrize("language", SAMPLES)
def test_language_is_told_by_its_small_words(language):
    assert language_of(SAMPLES[language]) == language


def test_name_stands_for_one_part_in_all_languages():
    parts = {}
    for language in LANGUAGES.values():
        for part, names in language["names"].items():
            for name in names:
                parts.setdefault(words_of(name), set()).add(part)
    assert {name: found for name, found in parts.items() if len(found) > 1} == {}


def test_every_language_knows_every_part():
    expected = LANGUAGES["en"]["names"].keys() - {"status update"}
    assert {code: expected - language["names"].keys() for code, language in LANGUAGES.items()} == (
        {code: set() for code in LANGUAGES}
    )


@pytest.mark.parametrize(
    ("heading", "purpose"),
    [
        ("🟢 What went well (10 min)", Purpose.WELL),
        ("2. WHAT DIDN’T GO WELL?", Purpose.WRONG),
        ("Schiefgelaufen", Purpose.WRONG),
        ("Lecons apprises", Purpose.LESSONS),
        ("Actions / decisions", Purpose.ACTIONS),
        ("Liked (what was good)", Purpose.WELL),
        ("How could this have been prevented?", Purpose.ACTIONS),
        ("Start: 10:05", None),
        ("Went well / went wrong", None),
        ("The architecture of the cache", None),
    ],
)
def test_headings_stand_for(heading, purpose):
    assert purpose_of(heading) is purpose


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("3. März 2024", date(2024, 3, 3)),
        ("1er mai 2024", date(2024, 5, 1)),
        ("3 de março de 2024", date(2024, 3, 3)),
        ("02.06.24", date(2024, 6, 2)),
        ("2024年3月4日", date(2024, 3, 4)),
        ("14/Mar/24 10:40 AM", date(2024, 3, 14)),
        ("28-03-2024", date(2024, 3, 28)),
        ("bis 30.04.", date(2026, 4, 30)),
        ("mar 15/09, 22:03", date(2026, 9, 15)),
        ("ven. 18/09, 9h30", date(2026, 9, 18)),
        ("4 aug 23:51", date(2026, 8, 4)),
        ("4 out of 5", None),
        ("version 1.2.3 and v3.10.24", None),
        ("3/4 of us", None),
        ("you may 2026", None),
        ("at 12.30", None),
    ],
)
def test_dates_are_read_as_written(text, on):
    found = find_date(text, near=Near(date(2026, 1, 15)))
    assert (found.on if found else None) == on


@pytest.mark.parametrize(
    ("around", "on"),
    [
        ("We began on 28/03/2024.", date(2024, 4, 3)),
        ("We began on 03/28/2024.", date(2024, 3, 4)),
        ("Wir haben nicht mit der Bahn und dem Bus gerechnet.", date(2024, 4, 3)),
    ],
)
def test_one_date_or_the_language_settles_the_order_of_all(around, on):
    with one_order(f"{around} 03/04/2024") as order:
        assert find_date("03/04/2024").on == on
    assert order.unsettled == set()


def test_dates_that_nothing_settles_are_told_apart():
    document = read_text(
        "notes.md", "# Move\n\nDate: 03/04/2024\n\n## Timeline\n\n- 5 May 2024: End"
    )
    assert (document.held_on, document.unsettled_dates) == (date(2024, 3, 4), [date(2024, 3, 4)])


def test_unsettled_dates_can_be_read_with_the_day_first():
    document = read_text(
        "notes.md", "# Move\n\nDate: 03/04/2024\n\n## Timeline\n\n- 05/06/2024: End"
    )
    document.read_days_first()
    assert (document.held_on, document.events[0].on) == (date(2024, 4, 3), date(2024, 6, 5))


def test_owner_stays_beside_a_vague_time():
    text = "# Queda\n\n## Ações\n\n1. **Criar um painel**\n   (Plataforma, próximo sprint).\n"
    action = read_text("a.md", text).actions[0]
    assert (action.text, action.owner_role) == ("Criar um painel (próximo sprint)", "Plataforma")


def test_line_below_says_owner_and_due_date():
    below = "Responsable: equipo de datos · Plazo: 12/05/2026"
    action = read_text(
        "a.md", f"# Caída\n\n## Acciones\n\n- Crear una alerta.\n  {below}\n"
    ).actions[0]
    assert (action.owner_role, action.due_on.isoformat()) == ("equipo de datos", "2026-05-12")


def test_backlog_of_a_sprint_holds_no_action_items():
    table = "| Item | Owner | Status |\n|---|---|---|\n| Login | Ana | done |"
    assert read_text("a.md", f"# Sprint 9\n\n## Sprint Backlog\n\n{table}\n").actions == []


@pytest.mark.parametrize(
    "line",
    [
        "Alarm anlegen – erledigt", "Alarm anlegen (behoben)", "[Fait] Ajouter un test",
        "Añadir una alerta – Cerrado", "Adicionar um alerta (concluído)", "Alarm toevoegen: afgerond",
        "Lägg till ett larm – Klart", "警報を追加する（対応済み）", "Estado: resuelto – Añadir una alerta",
        "✅ Añadir una alerta",
    ],
)  # fmt: skip
def test_line_says_that_an_action_is_done(line):
    [action] = read_text("a.md", f"# Retro\n\n## Actions\n\n- {line}\n").actions
    assert action.status == "done"
    assert len(action.text.split()) < 5


def test_picture_says_that_an_action_is_open():
    [action] = read_text("a.md", "# Retro\n\n## Actions\n\n- ⏳ Ajouter un test\n").actions
    assert (action.text, action.status) == ("Ajouter un test", "open")
    assert status_in("✅ " * 3_000 + "Ajouter un test")[1] == "done"


def test_what_to_do_next_time_is_known_below_lessons_too():
    for heading in ("Verbeterpunten volgende keer", "Verbesserungspotenzial fürs nächste Mal"):
        assert purpose_of(heading, inside=Purpose.LESSONS) is Purpose.BETTER


def test_goal_of_one_line_ends_where_the_next_label_begins():
    text = "# Retro\n\n## Volgende stappen\n\n### Fase 2\n\n**Doel:** Een scherm\n\n**Planning:**\n\n- Schets maken\n"
    document = read_text("a.md", text)
    assert document.goal.endswith("Een scherm")
    assert [action.text for action in document.actions] == ["Schets maken"]


def test_two_lines_about_a_root_cause_explain_it():
    text = (
        "# Queda\n\n## Causa raiz\n\nA migração mudou a tabela.\nO login tentou gravar e falhou.\n"
    )
    assert read_text("a.md", text).observations == []


def test_cell_says_that_an_action_is_done():
    rows = "| Añadir una alerta | Cerrada |\n| Probar la copia | Pendiente |\n| Dejarlo | Descartado |\n"
    table = f"| Acción | Estado |\n|---|---|\n{rows}"
    actions = read_text("a.md", f"# Retro\n\n## Acciones\n\n{table}").actions
    assert [action.status for action in actions] == ["done", "open", "dropped"]


def test_earlier_actions_and_criteria_are_no_new_ones():
    lists = "## Acties van de vorige retro\n\n- [x] Alarm toevoegen\n\n## 完了の定義\n\n- [ ] 手順書を更新する"
    assert read_text("a.md", f"# Retro\n\n{lists}\n").actions == []


@pytest.mark.parametrize(
    "text",
    [
        "---\ndatum: 2026-03-04\n---\n\n# Avbrott\n\n## Tidslinje\n\n| Tid | Händelse |\n|---|---|\n| 9.12 | Larm |\n| 9.40 | Omstart |",
        "# Avbrott 4 mars 2026\n\n## Tidslinje\n\nLarmet gick kl. 9.12. Allt var i drift igen kl. 9.40.",
        "# Caída\n\n| Campo | Valor |\n|---|---|\n| Fecha incidente | 2026-03-04 |\n\n## Cronología\n\n- 9:12 Alarma\n- 9:40 Fin",
        "# Caída\n\n**Fecha:** 2026-03-04\n\n## Recuperación\n\n| Momento | Hora |\n|---|---|\n| Alarma | 9:12 |\n| Fin | 9:40 |",
        "# Queda\n\n- **Data de ocorrência**: 2026-03-04\n\n## Cronologia\n\n- 9:12 Alarme\n- 9:40 Fim",
    ],
)  # fmt: skip
def test_times_are_those_of_the_day_that_the_document_tells(text):
    events = read_text("a.md", text).events
    assert [event.on for event in events] == [date(2026, 3, 4)] * 2


def test_table_of_fields_and_values_holds_no_lessons():
    table = "| Campo | Valor |\n|---|---|\n| Equipo | Faro |"
    document = read_text(
        "a.md", f"# Lección: el faro\n\n{table}\n\n## Lecciones\n\n- Probar antes\n"
    )
    assert [lesson.statement for lesson in document.lessons] == ["Probar antes"]


def test_team_is_a_group_of_notes_among_notes():
    text = "# Retro\n\n## Qué mejorar\n\n### Equipo\n\n- Más revisiones cruzadas\n"
    document = read_text("a.md", text)
    assert [it.text for it in document.observations] == ["**Equipo:** Más revisiones cruzadas"]
    assert document.taking_part == ""


def test_symptom_and_way_out_of_a_problem_stay_context():
    text = "# 記録\n\n## 問題: 保存できない\n\n**症状**:\n- 画面が止まる\n\n**原因**:\n- 容量が足りない\n"
    document = read_text("a.md", text)
    assert [it.text for it in document.observations] == ["容量が足りない"]


def test_row_of_dashes_tells_nothing():
    table = "| Source | Erreur | Action |\n|---|---|---|\n| Aucune | — | — |"
    document = read_text("a.md", f"# Bilan\n\n## Erreurs rencontrées\n\n{table}\n")
    assert document.observations == []


def test_times_below_actions_tell_what_happened():
    items = "- Alarma a las 16:43\n- Vuelta atrás hecha a las 16:52\n- Normalidad a las 17:21"
    text = f"# Caída\n\n**Fecha:** 2026-03-04\n\n## Acciones\n\n### Respuesta\n\n{items}\n"
    document = read_text("a.md", text)
    assert (document.actions, len(document.events)) == ([], 3)
