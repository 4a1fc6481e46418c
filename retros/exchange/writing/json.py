"""Rows as JSON, as `archive_schema.json` describes them. Uses what is prefetched, and asks nothing."""

from retros.models import STOP_MODELS, kind_of, part_fields


def _fields(instance, *names):
    """Plain fields; dates as ISO text, empty ones as null."""
    values = {name: getattr(instance, name) for name in names}
    return {name: _plain(value) for name, value in values.items()}


def _plain(value):
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return value


def _tags(instance):
    return sorted(tag.name for tag in instance.tags.all())


def _name(person):
    return person.display_name if person else None


def team_json(team):
    return _fields(team, "id", "name", "description")


def equivalent_words_json(line):
    """Return what search treats as the same, as data."""
    return {"id": line.pk, "words": line.ways}


def tag_description_json(description):
    """Return what a tag stands for; its `tag` is loaded."""
    return {"tag": description.tag.name} | _fields(description, "kind", "text")


def opposite_lessons_json(pair):
    """Return two lessons that say the opposite, as data."""
    return {"lesson_ids": [pair.first_id, pair.second_id], "depends_on": pair.depends_on}


def question_json(question):
    """Return what a reader asked or reported, as data without names."""
    item = question.item
    about = {"about": kind_of(item) if item else None, "about_id": item.pk if item else None}
    return (
        about
        | _fields(question, "id", "kind", "state", "text", "answer", "asked_on", "answered_on")
        | {"project_id": question.project.pk if question.project else None}
    )


def path_json(path):
    """Return a path with the stops that were fetched for it, as data."""
    leads_to = [f"{kind}_id" for kind in STOP_MODELS]
    return _fields(path, "id", "title", "for_whom", "team_id", "published_at") | {
        "stops": [_fields(stop, *leads_to, "text", "address", "why") for stop in path.stops.all()]
    }


def project_json(project):
    return _fields(
        project, "id", "name", "team_id", "kind", "status", "started_on", "ended_on", "description"
    ) | {"tags": _tags(project)}


def wall_post_json(post):
    return _fields(
        post, "id", "we_did", "happened", "learned", "category", "lesson_id", "team_id",
        "signature", "posted_at", "taken_down_at", "projects",
    ) | {"tags": _tags(post)}  # fmt: skip


def kickoff_json(kickoff):
    own = ("id", "project_id", "brief", "new_to_us", "constraints", "held_on", "created_at")
    return _fields(kickoff, *own) | {
        "risks": [risk.text for risk in kickoff.risks.all()],
        "choices": [
            _fields(
                choice, "lesson_id", "observation_id", "decision_id", "disposition", "note",
                "result", "happened_again", "stood_in_the_way",
            ) | {"owner": _name(choice.owner)}
            for choice in kickoff.choices.all()
        ],
    }  # fmt: skip


def retrospective_json(record, pictures, *, with_history=False):
    """Return a retrospective with all its parts as a dict, each list in its order.

    `pictures` is {id of an attachment: path of its file, relative to this one}. `with_history` adds
    what only those who see earlier versions may read: decisions as they were recorded.
    """
    return (
        _fields(
            record, "id", "title", "summary", "context", "goal", "result", "measured", "surprise",
            "held_on", "taking_part", "status", "published_at", "created_at",
        )
        | {
            "project": _fields(record.project, "id", "name"),
            "team": record.project.team and record.project.team.name,
            "facilitator": _name(record.facilitator),
            "tags": _tags(record),
            "timeline": [_part(event, "timeline") for event in record.timeline_events.all()],
            "decisions": [_decision(each, with_history) for each in record.decisions.all()],
            "observations": [
                _part(note, "observations")
                | {"decision_id": note.decision_id, "signed_by": _name(note.signed_by)}
                for note in record.observations.all()
            ],
            "lessons": [_lesson(lesson) for lesson in record.lessons.all()],
            "action_items": [
                _part(item, "actions")
                | _fields(item, "closed_on")
                | {"owner": _name(item.owner)}
                for item in record.action_items.all()
            ],
            "attachments": [
                _fields(each, "media_type", "width", "height")
                | {"id": str(each.pk), "file": pictures[str(each.pk)]}
                for each in record.attachments.all()
            ],
        }
    )  # fmt: skip


def _part(part, kind):
    return _fields(part, "id", *part_fields.plain_fields(kind))


def _decision(decision, with_history):
    successor = decision.superseded_by  # None where the reader may not see it
    return _part(decision, "decisions") | {
        "superseded_by_id": successor and successor.pk,
        "as_recorded": decision.as_recorded if with_history else None,
    }


def _lesson(lesson):
    original = lesson.duplicate_of  # None where the reader may not see it
    return _part(lesson, "lessons") | {
        "duplicate_of_id": original and original.pk,
        "signed_by": _name(lesson.signed_by),
        "tags": _tags(lesson),
    }
