"""Timelines in code, tables, lists and running text."""

from datetime import date

import pytest

from retros.exchange import read_text

HEAD = "# Outage of 5 May 2024\n\n## Timeline\n\n"


def events(body):
    return [event.text for event in read_text("a.md", HEAD + body).events]


@pytest.mark.parametrize(
    "body",
    [
        "```\n10:05 Disk full\n10:20 Disk cleaned\n```",
        "10:05 Disk full\n10:20 Disk cleaned",
        "- 10:05 Disk full\n- 10:20 Disk cleaned",
        "| Time (UTC) | Event |\n|---|---|\n| 10:05 | Disk full |\n| 10:20 | Disk cleaned |",
        "- 5 May 2024\n  - 10:05 Disk full\n  - 10:20 Disk cleaned",
    ],
)
def test_events_are_read_from(body):
    assert events(body) == ["10:05 Disk full", "10:20 Disk cleaned"]


def test_table_with_times_first_is_a_timeline_whatever_its_columns_say():
    table = "| Hora | Por dentro | El cliente |\n|---|---|---|\n| jue 17/09, 16:10 | Disco lleno | Nada |"
    text = f"# Caída del 18 de septiembre de 2026\n\n## Paso a paso\n\n{table}\n| 18:05 | Libre | Vuelve |"
    assert [(event.on.day, event.text) for event in read_text("a.md", text).events] == [
        (17, "jue, 16:10 Disco lleno – Nada"),
        (17, "18:05 Libre – Vuelve"),
    ]


def test_months_below_a_year_are_events():
    found = read_text(
        "a.md", "# Umzug\n\n## Verlauf\n\n### 2022\n\n- **April**: Start\n- Mai – Ende\n"
    )
    assert [(it.on.isoformat()[:7], it.precision) for it in found.events] == [
        ("2022-04", "month"),
        ("2022-05", "month"),
    ]


def test_rows_of_causes_went_wrong():
    table = (
        "| # | Ursache | Folge |\n|---|---|---|\n| 1 | Die Frist war zu kurz | Niemand kam hinein |"
    )
    found = read_text("a.md", f"# Ausfall\n\n## Ursachen\n\n{table}")
    assert [(it.kind, it.text) for it in found.observations] == [
        ("wrong", "Die Frist war zu kurz\n\nFolge: Niemand kam hinein")
    ]


def test_questions_why_in_a_table_are_no_sections():
    rows = "| ¿Por qué falló? | No había plan |\n| ¿Por qué no se detectó? | Nadie miró |"
    found = read_text("a.md", f"# Caída\n\n| Pregunta | Respuesta |\n|---|---|\n{rows}")
    assert found.observations == [] and "Nadie miró" in found.context


def test_sentences_with_times_are_events_each():
    found = events("At 10:05 the disk was full. Nobody saw it. At 10:20 Ops cleaned it.")
    assert found == ["At 10:05 the disk was full. Nobody saw it.", "At 10:20 Ops cleaned it."]


@pytest.mark.parametrize("left_over", ["- 00:00 (TODO)", "- HH:MM UTC", "- 10:30", "- 2024-05-05"])
def test_what_a_template_left_is_no_event(left_over):
    assert events(f"- 10:05 Disk full\n{left_over}\n") == ["10:05 Disk full"]


def test_date_inside_a_sentence_leaves_no_hole():
    assert events("On May 3, after an update, the disk was full.") == [
        "On May 3, after an update, the disk was full."
    ]


def test_line_without_a_date_takes_none_from_the_line_before():
    document = read_text("a.md", f"{HEAD}- 28/03/2024: Cables laid\n- Contract signed\n")
    assert [event.text for event in document.events] == ["Cables laid"]
    assert "Contract signed" in document.context


def test_date_that_was_once_a_time_is_a_date():
    document = read_text("a.md", f"{HEAD}- 3.5.2024: Old lines cut\n- 02.06.24: Contract ended\n")
    assert [event.on for event in document.events] == [date(2024, 5, 3), date(2024, 6, 2)]


def test_events_beyond_what_fits_go_to_the_context():
    lines = "\n".join(f"- 2024-05-05 10:05 Step {n}" for n in range(620))
    document = read_text("a.md", HEAD + lines)
    assert document.number_of_entries == 500
    assert "Step 619" in document.context
    assert any("120 events" in warning for warning in document.warnings)


def test_log_of_a_machine_is_no_timeline():
    log = "20:55:30 pool-9 dockerd[1237]: container failed\n20:55:36 pool-9 dockerd[1237]: again"
    found = read_text(
        "a.md",
        f"# Outage of 5 May 2024\n\n## Timeline\n\n```\n{log}\n```\n\n"
        "```\n21:00 Ada calls\n21:10 All is well\n```\n",
    )
    assert [event.text for event in found.events] == ["21:00 Ada calls", "21:10 All is well"]
    assert log in found.context


def test_days_of_a_row_begin_at_the_first_one():
    table = "| When | What |\n|---|---|\n| 4 Aug | Rope frays |\n| 5–7 aug | Nobody looks |\n"
    document = read_text("a.md", f"# Mooring\n\nDate: 2026-08-09\n\n## Timeline\n\n{table}")
    assert [(event.on.day, event.text) for event in document.events] == [
        (4, "Rope frays"),
        (5, "5–7 aug Nobody looks"),
    ]


def test_header_that_says_when_it_was_noticed_dates_the_times():
    header = "---\ndetected_at: 2026-09-09T18:40:00-03:00\n---\n"
    document = read_text("a.md", f"{header}\n# Mooring\n\n## Timeline\n\n- 08:40 Rope frays\n")
    assert [event.on for event in document.events] == [date(2026, 9, 9)]


@pytest.mark.parametrize(
    "timeline",
    [
        "## Timeline\n\n### Detection\n\n- 09:10 An alert fired\n\n### Actions taken\n\n- We restarted the server",
        "**Timeline:**\n\n- **Detection:** 09:10 An alert fired\n- **Actions taken:** We restarted the server\n"
        "- **Resolution:** Done",
    ],
)
def test_phases_of_an_incident_are_parts_of_its_timeline_on_the_day_it_lasted(timeline):
    text = f"# Outage\n\n## Issue summary\n\n- Duration: 2024-02-12 09:10 to 11:35\n\n{timeline}"
    found = read_text("a.md", text)
    assert [(it.on, it.text) for it in found.events] == [
        (date(2024, 2, 12), "09:10 An alert fired")
    ]
    assert found.actions == []
    assert "We restarted the server" in found.context


@pytest.mark.parametrize(
    "table",
    [
        "## Sequence\n\n| UTC | Event |\n|---|---|\n| 2024-05-05 10:05 | Disk full |\n| 2024-05-05 10:20 | Cleaned |",
        "## Timeline\n\n| Day | Date (2024) | UTC | Event |\n|---|---|---|---|\n| Sun | May 5 | 10:05 | Disk full |\n"
        "| Sun | May 5 | 10:20 | Cleaned |",
    ],
)
def test_column_of_times_is_known_by_its_zone_and_a_year_by_the_name_of_its_column(table):
    found = read_text("a.md", f"# Outage\n\n{table}")
    assert {it.on for it in found.events} == {date(2024, 5, 5)}
    assert ["Disk full" in it.text for it in found.events] == [True, False]
