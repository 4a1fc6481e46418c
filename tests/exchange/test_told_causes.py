"""Causes and problems told in prose or under labels: one thing that went wrong, and no fix."""

import pytest

from retros.exchange import read_text


def wrong_in(markdown, name="a.md"):
    return [seen.text for seen in read_text(name, markdown).observations_of("wrong")]


def test_three_sentences_that_name_the_cause_went_wrong_and_a_long_analysis_is_context():
    cause = (
        "The flood was caused by a blocked drain. Leaves had gathered there since October. "
        "Nobody is in charge of that roof."
    )
    assert wrong_in(f"# Review\n\n## Root cause\n\n{cause}") == [cause]
    assert wrong_in(f"# Review\n\n## Root cause\n\n{cause} {cause}") == []


def test_cause_is_found_under_a_label_among_other_lines():
    markdown = (
        "**Duration:** 40 minutes\n**Impact:** No heating\n**Root cause:** The valve was closed."
    )
    assert wrong_in(markdown) == ["The valve was closed."]


@pytest.mark.parametrize("fixed", ["The issue was resolved by a new pump.", "Fix: a new pump"])
def test_what_was_done_about_a_cause_did_not_go_wrong(fixed):
    found = read_text("a.md", f"# Review\n\n## Root cause\n\n- The pump was too small\n- {fixed}")
    assert [seen.text for seen in found.observations] == ["The pump was too small"]
    assert fixed in found.context


def test_problem_counts_beside_its_fix_only():
    problem = "**The problem:** Badges were printed twice.\n\n"
    fix = "**The fix:** We print them at the door.\n"
    assert wrong_in(f"# Review\n\n## Badges\n\n{problem}{fix}") == ["Badges were printed twice."]
    assert wrong_in("# Pitch\n\n## The problem\n\nPeople forget badges.\n") == []


def test_stories_below_a_heading_of_issues_went_wrong():
    story = "The lift stood still for a day. Its key was in another building."
    assert wrong_in(f"# Fair\n\n## Building issues\n\n{story}") == [story]
    assert wrong_in("# Fair\n\n## Planned issues\n\n- Print the badges") == []


def test_story_that_says_what_is_known_now_holds_a_lesson():
    found = read_text(
        "a.md", "## Building issues\n\nNow we know that each lift needs a second key."
    )
    assert not found.observations
    assert [it.statement for it in found.lessons] == [
        "Now we know that each lift needs a second key."
    ]
