"""What looks like an entry of a kind and is none."""

import pytest

from retros.exchange import read_text


def read(*lines):
    return read_text("notes.md", "\n".join(["# Harbor tower crane", "", *lines]))


def test_conclusions_that_sum_up_are_no_lessons():
    document = read(
        "## Conclusion",
        "- The crane arrived in May.",
        "- The permit should be asked for before the crane is booked.",
        "- Nobody was hurt.",
    )
    assert [lesson.statement for lesson in document.lessons] == [
        "The permit should be asked for before the crane is booked."
    ]
    assert "The crane arrived in May." in document.context


@pytest.mark.parametrize(
    "advice",
    [
        "Nächstes Mal früher mit dem Hafenmeister sprechen", "Il faut appeler le port plus tôt",
        "Hay que llamar antes al puerto", "Devemos ligar mais cedo ao porto",
        "De havenmeester moet eerder gebeld worden", "Vi borde ringa hamnen tidigare",
        "次回は早めに港へ連絡する",
    ],
)  # fmt: skip
def test_advice_below_conclusions_is_a_lesson_in_each_language(advice):
    assert len(read("## Fazit", f"- {advice}").lessons) == 1


def test_hope_that_it_will_not_happen_again_is_no_lesson():
    hope = "It was a long night, but it helped us to avoid such accidents in the future."
    assert not read("## Conclusion", hope).lessons
    assert read("## Conclusion", "In the future, two people look at the brake.").lessons


def test_causes_that_conclusions_announce_went_wrong():
    document = read(
        "## Conclusion", "The delay was caused by two factors:", "",
        "1. The map showed the old quay", "2. Tests of the brake not thorough enough",
    )  # fmt: skip
    assert [seen.kind for seen in document.observations] == ["wrong", "wrong"]
    assert not document.lessons


def test_improvements_below_action_items_are_actions():
    document = read(
        "## Action items",
        "### Process improvements", "1. Ask for the permit in March",
        "### Documentation improvements", "1. Write down the steps of the night shift",
    )  # fmt: skip
    assert len(document.actions) == 2
    assert not document.observations


def test_start_and_stop_below_action_items_stay_what_they_are():
    document = read("## Action items", "### Start", "- Daily calls", "### Stop", "- Long mails")
    assert [seen.kind for seen in document.observations] == ["better", "better"]


def test_wrapped_sentence_is_parted_by_no_name():
    document = read(
        "## Context",
        "We looked at the logs of the whole week, and that yields the following",
        "conclusions:",
        "",
        "1. It turns left when the wind comes from the east.",
    )
    assert not document.lessons
    assert "the following\nconclusions:" in document.context


def test_timeline_may_name_its_time_zone_and_follow_up():
    document = read(
        "## Timeline (all times CET) 03/05/2024 - 03/06/2024",
        "2024-03-05 10:00 The crane stops.",
        "",
        "## Follow-up timeline (times in CET)",
        "- 2024-03-06 10:00 The crane turns again.",
    )
    assert len(document.events) == 2
    assert not document.actions


def test_heading_written_as_an_entry_ends_its_list():
    document = read("## Continue", "- Daily calls", "- ## About this meeting", "", "- It was short")
    assert [seen.text for seen in document.observations] == ["**Continue:** Daily calls"]
    assert "It was short" in document.context


def test_nothing_to_note_is_no_observation():
    assert not read("## Stop", "- Nothing to note.", "- Nothing in particular").observations


def test_what_an_action_is_measured_by_is_no_action():
    document = read(
        "## Action item",
        "**Goal:** Fewer late mails",
        "",
        "**Experiment:** Write a note after each call",
        "",
        "**Measurement:** Count the mails of one week",
    )
    assert ["Write a note after each call" in it.text for it in document.actions] == [True]
    assert "Count the mails" in document.measured


def test_what_something_looked_like_is_not_what_people_liked():
    document = read("## What the detour looked like", "- Six gates for two ships")
    assert not document.observations


def test_saying_that_much_was_learned_is_no_lesson():
    assert not read("## Conclusion", "- Overall a fun season and I learned a lot.").lessons


@pytest.mark.parametrize(
    "line",
    ["Fixed at noon; no further action.", "{{ summary }} [link to the ticket]", "<owner> [task]"],
)
def test_nothing_to_do_and_nothing_but_places_to_fill_in_are_no_actions(line):
    assert not read("## Corrective actions", f"- {line}").actions


def test_team_that_is_trained_does_not_do_it():
    (action,) = read("## Actions", "- Train team members on the new crane").actions
    assert (action.text, action.owner_role) == ("Train team members on the new crane", "")


def test_quarter_is_no_day_on_which_an_action_is_due():
    lines = ["- Grease the crane. Owner: Dock team. Due: 15 May 2026.",
             "- Repaint the crane. Owner: Dock team. Due: Q3 2026."]  # fmt: skip
    day, quarter = read("## Actions", *lines).actions
    assert (day.text, day.owner_role, str(day.due_on)) == ("Grease the crane", "Dock team", "2026-05-15")  # fmt: skip
    assert (quarter.owner_role, quarter.due_on) == ("Dock team", None)
    assert "Q3 2026" in quarter.text


def test_line_that_leads_on_to_the_actions_is_none():
    found = read("# Measures against future occurrence", "To keep the crane upright we will",
                 "Check the brakes each week", "Mark the old quay on the map")  # fmt: skip
    assert [it.text for it in found.actions] == [
        "Check the brakes each week", "Mark the old quay on the map"
    ]  # fmt: skip


def test_paragraph_is_no_introduction_because_of_a_word_in_its_middle():
    found = read("## What went wrong", "Among these things, the map was the worst. It was old.", "",
                 "The brake squealed.")  # fmt: skip
    assert len(found.observations) == 2


def test_stories_of_users_that_are_ticked_off_are_no_actions():
    assert not read("## Done", "- [x] As a skipper, I want to see the tide", "- [x] As a clerk, I want to print").actions  # fmt: skip


def test_other_label_ends_what_a_label_before_its_text_began():
    found = read("## Reflection", "**What slowed us down:** The radio was weak.", "",
                 "**Time management:** Good, we were back by noon.")  # fmt: skip
    assert [it.text for it in found.observations] == ["The radio was weak."]
    assert "Good, we were back by noon." in found.context


def test_careful_plans_are_actions():
    found = read("## What we will do differently", "If we hire a crane again, we hope to try it first.",
                 "", "Finally, we are considering a second radio.")  # fmt: skip
    assert len(found.actions) == 2


def test_groups_and_news_of_actions_are_no_actions():
    found = read("## Action items", "- Grease the crane", "", "### Categories of actions",
                 "- **Prevent:** Better grease", "", "## Follow-up notes",
                 "### 2-week follow-up (2025-08-29)", "- Grease ordered")  # fmt: skip
    assert [it.text for it in found.actions] == ["Grease the crane"]
    assert "Grease ordered" in found.context


def test_picture_below_actions_is_no_action():
    found = read("**Preventive measures:**", "", "- **Improvements:**", "  - Check the crane", "- **Tasks:**", "  - Order a cable", "",
                 "**Bonus: the crane at night**  ", "![A crane](crane.png)")  # fmt: skip
    assert [it.text for it in found.actions] == ["Check the crane", "Order a cable"]
    assert not found.observations


@pytest.mark.parametrize("cause", ["Still under investigation by the maker of the crane.", "See the report of the maker."])  # fmt: skip
def test_cause_that_nobody_knows_yet_went_not_wrong(cause):
    assert not read("## Root cause", cause).observations
