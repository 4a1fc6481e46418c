"""What a section, table or line holds where its words and what stands around it decide together."""

import pytest

from retros.exchange import read_text


def read(*lines):
    return read_text("notes.md", "\n".join(["# Ferry of March 2026", "", *lines]))


def actions(document):
    return [it.text for it in document.actions]


def kinds(document):
    return [(it.kind, it.text) for it in document.observations]


STEPS = ["## Recommendations", "- Add a second alarm", "- Test the pump each month"]


def test_recommendations_are_steps_where_an_incident_has_no_other_ones():
    timeline = ["## Timeline", "- 4 March 2026 10:10 The pump stopped"]
    assert actions(read(*timeline, *STEPS)) == ["Add a second alarm", "Test the pump each month"]
    assert len(read(*STEPS).lessons) == 2
    other_ones = read(*timeline, *STEPS, "## Action items", "- Call the yard")
    assert (actions(other_ones), len(other_ones.lessons)) == (["Call the yard"], 2)


def test_wishes_with_dates_by_when_they_are_done_are_actions():
    heading = "## What should we do differently?"
    dated = read(heading, "- Book the dock by 3 May 2026", "- Ask the yard by 4 May 2026")
    assert actions(dated) == ["Book the dock", "Ask the yard"]
    assert kinds(read(heading, "- Book the dock earlier")) == [("better", "Book the dock earlier")]


@pytest.mark.parametrize(
    "heading",
    ["Actions from last retro", "Status of last sprint's actions", "Review of previous action items"],
)  # fmt: skip
def test_actions_of_an_earlier_retrospective_are_kept_as_text(heading):
    table = ["| Action | Owner | Status |", "|---|---|---|", "| Paint the hull | Crew | done |"]
    document = read(f"## {heading}", *table, "", "## Actions", "- Oil the winch")
    assert actions(document) == ["Oil the winch"]
    assert "Paint the hull" in document.context


def test_rows_of_a_table_of_actions_may_begin_with_the_name_of_a_kind():
    start = read(
        "## Action items", "| Type | Item | Owner |", "|---|---|---|",
        "| Start | Call the harbor daily | Crew |", "| Continue | Log the fuel | Bridge |",
    )  # fmt: skip
    assert [(it.text, it.owner_role) for it in start.actions] == [
        ("Call the harbor daily", "Crew"), ("Log the fuel", "Bridge"),
    ]  # fmt: skip
    area = read(
        "## To do next sprint", "| Improvement area | Action plan |", "|---|---|",
        "| Mooring | Practice it twice |",
    )  # fmt: skip
    assert (actions(area), kinds(area)) == (["Practice it twice"], [])


def test_lesson_below_a_problem_is_one():
    document = read("## What went wrong", "- The rope broke", "- **Learning:** Carry a spare rope")
    assert kinds(document) == [("wrong", "The rope broke")]
    assert [it.statement for it in document.lessons] == ["Carry a spare rope"]


def test_story_with_its_fix_and_lesson_is_one_lesson():
    document = read(
        "## Lessons learned",
        "### The broken rope",
        "**Fix:** Tied a new one to the old cleat.",
        "",
        "**Lesson:** Carry a spare rope.",
    )
    assert [it.statement for it in document.lessons] == ["Carry a spare rope."]


def test_lessons_announced_in_a_summary_are_lessons():
    document = read("## TL;DR", "We sank once.", "", "The two lessons we keep:", "", "- Ask early")
    assert [it.statement for it in document.lessons] == ["Ask early"]


def test_marks_part_a_list_into_what_went_well_and_wrong():
    document = read("## What went wrong", "- ✅ The alarm rang", "- ❌ Nobody was on the bridge")
    assert [kind for kind, _ in kinds(document)] == ["well", "wrong"]
    assert [kind for kind, _ in kinds(read("## What went wrong", "- ✅ Late"))] == ["wrong"]


def test_cause_behind_its_label_went_wrong():
    label = "**Root cause:** Manual changes of the route without a second look"
    assert [kind for kind, _ in kinds(read("## Analysis", label))] == ["wrong"]


def test_what_is_nested_in_an_action_may_say_what_it_did():
    document = read(
        "## Corrective actions", "- Alarm defaults aligned:", "  - SECONDS=15", "  - PAUSE=2"
    )
    assert len(document.actions) == 1


def test_question_below_action_items_asks_for_more_of_them():
    document = read(
        "- **Review actions**:", "", "  Could we react differently?", "", "  Call earlier"
    )
    assert not kinds(document)


def test_space_behind_a_dash_may_be_missing():
    lines = ["-We met too late", "", "-We lost the map", "", "-till next year"]
    document = read("Issues:", "", *lines)
    assert [text for _, text in kinds(document)] == ["We met too late", "We lost the map"]


def test_document_of_lessons_alone_holds_them_without_a_heading():
    text = "---\ntitle: Lessons learned\n---\n\n1. Expect fog in May\n   1. It came twice.\n2. Ask early\n"
    assert [it.statement for it in read_text("a.md", text).lessons] == [
        "Expect fog in May",
        "Ask early",
    ]


def test_who_does_an_action_stands_below_it_and_its_priority_is_none():
    document = read(
        "## Action items", "1. **Oil the winch**", "   - Both drums", "   - **Owner:** Crew", "",
        "**Priority:** High",
    )  # fmt: skip
    assert [it.owner_role for it in document.actions] == ["Crew"]


def test_issue_below_what_went_wrong_says_it():
    document = read("## What went wrong", "### 1. **The fog**", "**Issue:** No radar on board")
    assert [kind for kind, _ in kinds(document)] == ["wrong"]


def test_label_may_end_with_a_dot():
    body = ["**Root cause.** The rope was old.", "", "**What fixed it.** A new rope."]
    assert [text for _, text in kinds(read("## Analysis", *body))] == ["The rope was old."]


def test_plan_below_a_conclusion_is_an_action_and_what_was_spared_did_not_go_wrong():
    document = read(
        "## Conclusion", "- We are planning to buy a second boat.",
        "- The storm did not affect the harbor.",
    )  # fmt: skip
    assert actions(document) == ["We are planning to buy a second boat."]
    assert not kinds(document)


def test_details_below_a_root_cause_explain_it():
    document = read("## Root cause analysis", "### Technical details", "- The tank holds 40 liters")
    assert not kinds(document)
