"""Forms of reports and boards in several languages: numbers, bold lines, energy, who does what."""

from datetime import date

import pytest

from retros.exchange import read_text
from retros.exchange.reading.action_lines import owner_and_due
from retros.exchange.reading.dates import Near


def test_headings_with_numbers_of_two_levels_are_known():
    found = read_text(
        "a.md",
        "# 3. Abschlussbericht\n\n## 3.1 Projektverlauf\n\n- 03.06.2024 Auftrag erteilt\n\n"
        "## 3.2 Erfolgsfaktoren\n\n1. Der Probelauf\n\n## 3.3.1 Offene Aufgaben\n\n- Liste abgleichen",
    )
    assert [event.text for event in found.events] == ["Auftrag erteilt"]
    assert [seen.text for seen in found.observations_of("well")] == ["Der Probelauf"]
    assert [action.text for action in found.actions] == ["Liste abgleichen"]


def test_bold_line_without_a_known_name_ends_the_list_before_it():
    found = read_text(
        "a.md",
        "**What went well**\n- Pairing\n\n**What went wrong**\n- Slow builds\n\n**Parking lot**\n- Lunch",
    )
    assert [seen.text for seen in found.observations] == ["Pairing", "Slow builds"]
    assert "Parking lot" in found.context
    assert "Lunch" in found.context


@pytest.mark.parametrize(
    ("gave", "took"),
    [
        ("What gave us energy?", "What drained our energy?"),
        ("Was hat uns Energie gegeben?", "Was hat uns Energie gekostet?"),
        ("Ce qui nous a donné de l’énergie", "Ce qui nous a pris de l’énergie"),
        ("¿Qué nos dio energía?", "¿Qué nos quitó energía?"),
        ("O que nos deu energia?", "O que nos tirou energia?"),
        ("Wat gaf energie?", "Wat kostte energie?"),
        ("Vad gav energi?", "Vad tog energi?"),
    ],
)
def test_what_gave_and_took_energy_is_known(gave, took):
    found = read_text("a.md", f"Retro, 23 May 2024\n\n**{gave}**\n- a b\n\n**{took}**\n- c d")
    assert [(seen.kind, seen.text) for seen in found.observations] == [
        ("well", "a b"),
        ("wrong", "c d"),
    ]
    assert found.title == "Retro, 23 May 2024"


@pytest.mark.parametrize(
    ("line", "text", "owner"),
    [
        ("Ana to move the cron job", "move the cron job", "Ana"),
        ("Pessoa C vai revisar a fila", "revisar a fila", "Pessoa C"),
        ("ビルドを速くする（担当：田中、期限：2024/05/31）", "ビルドを速くする", "田中"),
        ("Regional organiser: new maps", "new maps", "Regional organiser"),
        ("Remember to test more", "Remember to test more", ""),
        ("Docs to update every week", "Docs to update every week", ""),
        ("Texte prüfen - Bessere Lesbarkeit", "Texte prüfen - Bessere Lesbarkeit", ""),
    ],
)
def test_who_does_it_is_read_from_the_line(line, text, owner):
    assert owner_and_due(line, Near(date(2024, 1, 1)))[:2] == (text, owner)


def test_embedded_film_beside_the_document_is_named_in_the_context():
    found = read_text("a.md", '# A\n\n## What went wrong\n\nLate.\n\n<video src="/a.mp4"></video>')
    assert [seen.text for seen in found.observations] == ["Late."]
    assert "`/a.mp4`" in found.context
