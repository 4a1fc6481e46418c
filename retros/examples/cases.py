"""Loading the example retrospectives with everything in them."""

from datetime import UTC, datetime, time

from accounts.models import Team
from retros.examples.files import read, save_example, stable_id
from retros.models import (
    CHOSEN_MODELS,
    ActionItem,
    Decision,
    Lesson,
    Observation,
    Project,
    Retrospective,
    TimelineEvent,
)

# In list order: by the month of their source, newest first.
CASES = ["spotify_now", "monolith_to_services", "office_assistant", "career_steps"]
NOON = time(12)  # the same date in almost every time zone
TEAM_DESCRIPTION = "An example, retold from a published article."
_NOT_ITS_OWN_WORDS = {
    "key", "team", "project", "tags", "published_on",
    "timeline", "decisions", "observations", "lessons", "action_items",
}  # fmt: skip


def load_cases():
    """Publish the cases that exist neither on the site nor in its trash, and return them."""
    cases = [read(name) for name in reversed(CASES)]
    loaded = {case["key"]: _load_case(case) for case in cases if not _is_here(case)}
    for case in cases:
        if case["key"] in loaded:  # a link that somebody took away stays away
            _link_lessons(case)
    return list(loaded.values())


def project_for(words, *, team=None):
    """Return the project of that name, created from `words` if missing."""
    existing = Project.objects.filter(name=words["name"]).first()
    if existing:
        return existing
    tags = words.pop("tags", ())
    return save_example(Project(team=team, **words), tags=tags)


def lesson_called(key):
    """Return the lesson "case/lesson", or None if it was removed."""
    return part_called("lesson", key)


def part_called(kind, key):
    """Return the lesson, decision or observation "case/key", or None if it was removed."""
    return CHOSEN_MODELS[kind].objects.filter(client_id=stable_id(kind, key)).first()


def _source_name(case):
    return f"example: {case['key']}"


def _is_here(case):
    return Retrospective.objects.filter(source_name=_source_name(case)).exists()


def retrospective_of(key):
    """Return the retrospective of a case that is loaded."""
    return Retrospective.objects.get(source_name=_source_name({"key": key}))


def _load_case(case):
    team, _ = Team.objects.get_or_create(
        name=case["team"], defaults={"description": TEAM_DESCRIPTION}
    )
    own_words = {name: text for name, text in case.items() if name not in _NOT_ITS_OWN_WORDS}
    retrospective = save_example(
        Retrospective(
            project=project_for(case["project"], team=team),
            source_name=_source_name(case),
            published_at=datetime.combine(case["published_on"], NOON, tzinfo=UTC),
            **own_words,
        ),
        tags=case["tags"],
    )
    _load_parts(retrospective, case)
    retrospective.publish()
    return retrospective


def _load_parts(retrospective, case):
    for words in case.get("timeline", []):
        on = words.pop("when")  # YAML reads the key "on" as "true"
        save_example(TimelineEvent(retrospective=retrospective, on=on, **words))
    decisions = _load_decisions(retrospective, case["key"], case["decisions"])
    for words in case["observations"]:
        decision = decisions.get(words.pop("decision", None))
        if key := words.pop("key", None):
            words["client_id"] = stable_id("observation", f"{case['key']}/{key}")
        save_example(Observation(retrospective=retrospective, decision=decision, **words))
    for words in case["lessons"]:
        _load_lesson(retrospective, case["key"], words)
    for words in case.get("action_items", []):
        save_example(ActionItem(retrospective=retrospective, **words))


def _load_decisions(retrospective, case_key, all_words):
    """Return {key: Decision}."""
    decisions, superseded = {}, {}
    for words in all_words:
        key = words.pop("key")
        if later := words.pop("superseded_by", None):
            superseded[key] = later
        client_id = stable_id("decision", f"{case_key}/{key}")
        decision = Decision(retrospective=retrospective, client_id=client_id, **words)
        decisions[key] = save_example(decision)
    for key, later in superseded.items():
        decisions[key].superseded_by = decisions[later]
        save_example(decisions[key])
    return decisions


def _load_lesson(retrospective, case_key, words):
    own_words = {k: v for k, v in words.items() if k not in ("key", "tags", "duplicate_of")}
    client_id = stable_id("lesson", f"{case_key}/{words['key']}")
    lesson = Lesson(retrospective=retrospective, client_id=client_id, **own_words)
    return save_example(lesson, tags=words["tags"])


def _link_lessons(case):
    for words in case["lessons"]:
        if original := lesson_called(words.get("duplicate_of")):
            lesson_called(f"{case['key']}/{words['key']}").mark_duplicate_of(original)
