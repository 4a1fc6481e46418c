"""Names of people in documents: found, marked and left out."""

import pytest

from retros.exchange import People, read_text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("- Ada Berg: the vans were late", "- the vans were late"),
        ("Participants: Ada Berg, Bo Ek", "Participants: …"),
        ("Ask @ada.berg about it", "Ask … about it"),
        ("From: Ada Berg <ada@example.org>\nTo: team@example.org", "From: …\nTo: …"),
        ("Call +49 30 1234567 or write to ada@example.org", "Call … or write to …"),
        ("On 5 May 2024, Bo Ek wrote:", "On 5 May 2024, … wrote:"),
        ("Cheers,\nAda Berg", "Cheers,\n…"),
        ("| Facilitator | Ada Berg |", "| Facilitator | … |"),
    ],
)
def test_people_are_left_out(text, left):
    document = read_text("a.md", f"# Retro\n\n{text}\n")
    assert People(document).left_out().context == left


@pytest.mark.parametrize(
    "text",
    [
        "Customer Impact: the disk was full",
        "Team: Payments",
        "Meeting Time: ten",
        "Version 1.2.3 came out on 2024-05-05 at 10:05 in the morning",
        "`@decorator` and a@b",
        "Participants: none",
    ],
)
def test_other_words_stay(text):
    document = read_text("a.md", f"# Retro\n\n{text}\n")
    assert People(document).left_out().context == text


def test_listed_name_is_left_out_wherever_it_stands():
    text = "# Retro\n\nAttendees: Ada Berg, Bo Ek\n\n## Action items\n- Order tires (Ada Berg)\n"
    left = People(read_text("a.md", text)).left_out()
    assert left.actions[0].owner_role == ""
    assert "Ada" not in left.context


def test_words_are_marked_in_order():
    document = read_text("a.md", "# Retro\n\nAsk @ada about it\n")
    assert People(document).marked("Ask @ada about it") == [
        ("Ask ", False), ("@ada", True), (" about it", False),
    ]  # fmt: skip


def test_people_are_known_by_their_first_names_and_as_owners():
    text = (
        "# Retro\n\nPresent: Ada Berg, Kofi, May, ada@example.org\n\n## Went well\n\n- Ada: calm\n- Kofi calmed us\n- It may help\n\n"
        "## Actions\n\n- Order tires (Kofi)\n- Order rope (Platform team)\n- Order oil (owner: Zora Ek)\n"
    )
    left = People(read_text("a.md", text, with_authors=True)).left_out()
    assert [it.text for it in left.observations] == ["calm", "… calmed us", "It may help"]
    assert [it.owner_role for it in left.actions] == ["", "Platform team", ""]
