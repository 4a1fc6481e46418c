"""Registers of lessons learned: one row is one record."""

import pytest

from retros.exchange import UnreadableDocument, columns_by_name, read, read_table, store
from retros.models import Lesson

SIMPLE = """\
Lesson,Category,Project,Date
Book the crane before the permit,Process,Harbor bridge,2024-02-03
Show the drawings to the harbor master,Customer,Ferry pier,2024-05-30
Walk the site with the night shift,Team,Harbor bridge,2024-03-01
"""
FULL = """\
ID,Date Identified,Entered By,Project Phase,Category,Subject,Situation / Description,Impact,What Went Well,What Went Wrong,Recommendation / Lesson,Owner,Priority,Status,Link
7,2024-02-03,Wilma Ek,Planning,Procurement,Steel,Steel came after the crew.,"Two weeks, 9 000 EUR",,Ordered late,Order steel with the permit.,Sixten Ål,High,Open,https://example.org/7
8,2024-03-10,Wilma Ek,Execution,Requirements,Drawings,The client wanted paper.,,,,Agree on formats at the kickoff.,Sixten Ål,Low,Implemented,
9,2024-03-12,Wilma Ek,Execution,Weather,Fog,Fog stopped the ferry.,,,Nobody had a plan,,,Low,Open,
"""


def test_row_is_a_lesson_and_a_project_is_a_retrospective():
    first = read("register.csv", SIMPLE.encode())
    (second,) = first.also
    assert [lesson.statement for lesson in first.lessons] == [
        "Book the crane before the permit",
        "Walk the site with the night shift",
    ]
    assert [lesson.category for lesson in first.lessons] == ["process", "team"]
    assert (first.project_name, str(first.held_on)) == ("Harbor bridge", "2024-03-01")
    assert (second.project_name, str(second.held_on)) == ("Ferry pier", "2024-05-30")
    assert second.title == "Lessons learned: Ferry pier"


def test_description_and_impact_become_the_detail_and_people_are_left_out():
    document = read("register.csv", FULL.encode())
    steel, drawings = document.lessons
    assert steel.statement == "Order steel with the permit."
    assert "Steel came after the crew." in steel.detail
    assert "**Impact:** Two weeks, 9 000 EUR" in steel.detail
    assert "**Went wrong:** Ordered late" in steel.detail
    assert "Project Phase: Planning, Category: Procurement, Priority: High" in steel.detail
    assert (steel.category, drawings.category) == ("process", "product")
    assert (steel.status, drawings.status) == ("identified", "applied")
    for left_out in ("Wilma", "Sixten", "example.org"):
        assert left_out not in str(document.lessons)
    assert "the names of 2 authors" in " ".join(document.warnings)


def test_row_without_a_lesson_is_an_observation():
    (observation,) = read("register.csv", FULL.encode()).observations
    assert observation.kind == "wrong"
    assert observation.text.startswith("Fog\n\nFog stopped the ferry.")
    assert "Nobody had a plan" in observation.text


def test_people_stay_when_asked_for():
    document = read("register.csv", FULL.encode(), with_authors=True)
    assert "Owner: Sixten Ål" in document.lessons[0].detail


@pytest.mark.parametrize("who", ["Wer", "Qui", "Quién", "Quem", "Wie", "Vem", "誰", "担当"])
def test_people_are_left_out_in_every_language(who):
    rows = f"Lesson,Category,Project,{who}\nAsk early,Process,Pier,Wilma Ek\n"
    document = read("register.csv", rows.encode())
    assert "Wilma" not in str(document.lessons)
    assert "the name of one author" in " ".join(document.warnings)
    table = f"Card,{who}\nAsk early,Wilma Ek\n"
    chosen = read_table("a.csv", table, columns_by_name("text=Card"), with_authors=False)
    assert "Wilma" not in str(chosen)


def test_how_something_is_done_in_german_is_nobody():
    rows = "Lesson,Category,Project,Wer,Wie\nAsk early,Process,Pier,Wilma Ek,am Telefon\n"
    (lesson,) = read("register.csv", rows.encode()).lessons
    assert "Wie: am Telefon" in lesson.detail
    assert "Wilma" not in lesson.detail


def test_header_may_stand_below_a_title():
    rows = "Register of the harbor,,,\nUpdated in May,,,\n" + SIMPLE
    document = read("register.csv", rows.encode())
    assert len(document.lessons) == 2
    assert "Register of the harbor" in document.context


def test_table_of_lessons_alone_is_no_register():
    with pytest.raises(UnreadableDocument):
        read("a.csv", b"Lesson,Votes\nAsk first,2\nAsk twice,1\n")


@pytest.mark.both_databases
def test_every_project_of_a_register_is_stored_once(member):
    for _ in range(2):
        reports = [store(each, owner=member) for each in read("r.csv", SIMPLE.encode()).each()]
    assert [report.is_new for report in reports] == [False, False]
    assert Lesson.objects.count() == 3


@pytest.mark.parametrize("cell", ["<script>1</script>", '""', "=HYPERLINK(1)", "a" * 9000])
def test_odd_cells_are_no_error_of_ours(cell):
    rows = f"Lesson,Category,Project,Date,Tags\n{cell},{cell},{cell},{cell},{cell}\nAsk,,,,\n"
    read("r.csv", rows.encode())


@pytest.mark.parametrize(
    "table",
    [
        "Nr;Datum;Projekt;Beschreibung;Auswirkung;Empfehlung;Kategorie;Verantwortlich\n"
        "1;28.03.2025;Kai;Kabel zu kurz;Verzug;Den Kai vermessen;Kunde;Wilma Ek\n",
        "N°;Date;Projet;Constat;Conséquence;Recommandation;Catégorie;Responsable\n"
        "1;28.03.2025;Kai;Câble court;Retard;Den Kai vermessen;Client;Wilma Ek\n",
        "Nr;Datum;Projekt;Beschreibung;Auswirkung;Empfehlung;Kategorie;Erstellt von\n"
        "1;28.03.2025;Kai;Kabel zu kurz;Verzug;Den Kai vermessen;Kunde;Wilma Ek\n",
        "番号,登録日,案件名,事象,影響,教訓,分類,担当者\n"
        "1,2025年3月28日,Kai,配線が短い,遅延,Den Kai vermessen,顧客,Wilma Ek\n",
    ],
)
def test_registers_of_other_languages_are_known(table):
    found = read("register.csv", table.encode())
    assert (found.project_name, str(found.held_on)) == ("Kai", "2025-03-28")
    assert [(it.statement, it.category) for it in found.lessons] == [
        ("Den Kai vermessen", "customer")
    ]
    assert "Wilma" not in str(found)
