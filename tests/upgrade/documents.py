"""Retrospectives in a list of contents: what each says, for comparing it before and after."""

from django.core.management import call_command

from retros.models.attachment import ATTACHMENT_ADDRESS
from tests.upgrade.listing import contents
from tests.upgrade.old_database import FOLDER
from tests.upgrade.renamed import as_before

ARCHIVE, DOCUMENT = FOLDER / "archive.zip", FOLDER / "moving-the-checkout.md"
DOCUMENT_FROM = "http://127.0.0.1:8000"  # the site that exported it
STORY = 1  # id of the retrospective in it

OWN = (
    "title", "summary", "context", "goal", "result", "measured", "surprise", "held_on",
    "taking_part",
)  # fmt: skip
PROJECT = ("name", "kind", "status", "started_on", "ended_on")
PARTS = {  # by table: in which order, and what is said
    "retros_timelineevent": (
        ("on", "position"), ("on", "precision", "phase", "text", "known_then"),
    ),
    "retros_decision": (
        ("position",),
        ("choice", "decided_on", "phase", "informed_by", "sources", "options", "expected",
         "outcome", "what_happened", "same_again", "revisit_on"),
    ),
    "retros_observation": (("kind", "position"), ("kind", "text", "category", "phase")),
    "retros_lesson": (
        ("position",),
        ("statement", "detail", "category", "applies_when", "kickoff_question", "status",
         "retired_because", "review_on"),
    ),
    "retros_actionitem": (("position",), ("text", "due_on", "status", "note")),
}  # fmt: skip


def told(listed, number):
    """Everything that the retrospective `number` says, in a list of contents with the old names."""
    row = _row(listed, "retros_retrospective", number)
    project = _row(listed, "retros_project", row["project_id"])
    return {
        "own": chosen(row, OWN),
        "project": chosen(project, PROJECT),
        "tags": _tags(listed, "retrospective", number),
        **{table: _parts(listed, table, number) for table in PARTS},
    }


def pictures(listed, number):
    """The pictures that it shows, in the order in which its texts do."""
    texts = str(told(listed, number))
    shown = list(dict.fromkeys(ATTACHMENT_ADDRESS.findall(texts)))
    rows = {row["id"]: row for row in listed["retros_attachment"]}
    assert {rows[each]["retrospective_id"] for each in shown} <= {number}
    return [chosen(rows[each], ("media_type", "width", "height", "content")) for each in shown]


def without_ids(value):
    """`value` as text, with all pictures at the same address."""
    return ATTACHMENT_ADDRESS.sub("/attachments/…/", str(value))


def _row(listed, table, number):
    return next(row for row in listed[table] if row["id"] == number)


def chosen(row, names):
    """The columns `names` of a row."""
    return {name: row[name] for name in names}


def _tags(listed, model, number):
    kinds = {(row["app_label"], row["model"]): row["id"] for row in listed["django_content_type"]}
    names = {row["id"]: row["name"] for row in listed["taggit_tag"]}
    key = (kinds["retros", model], number)
    items = listed["taggit_taggeditem"]
    found = [row["tag_id"] for row in items if (row["content_type_id"], row["object_id"]) == key]
    return sorted(names[tag] for tag in found)


def _parts(listed, table, number):
    order, names = PARTS[table]
    rows = [row for row in listed[table] if row["retrospective_id"] == number]
    rows = [row for row in rows if row["removed_at"] is None]
    rows.sort(key=lambda row: [row[name] for name in order])
    return [chosen(row, names) | _related(listed, table, row) for row in rows]


def _related(listed, table, row):
    """What a part says by what it points at: people become words, decisions their choice."""
    choices = {each["id"]: each["choice"] for each in listed["retros_decision"]}
    if table == "retros_decision":
        return {"superseded by": choices.get(row["superseded_by_id"])}
    if table == "retros_observation":
        return {"decision": choices.get(row["decision_id"])}
    if table == "retros_lesson":
        retired = row["retired_at"] and row["retired_at"][:10]
        return {"tags": _tags(listed, "lesson", row["id"]), "retired on": retired}
    if table == "retros_actionitem":
        people = {each["id"]: each["display_name"] for each in listed["accounts_user"]}
        owner = " / ".join(filter(None, [people.get(row["owner_id"]), row["owner_role"]]))
        return {"owner": owner}
    return {}


def bring_in(path, person):
    """Import the documents at `path`, with names, for `person`; returns what the database holds."""
    call_command("import_retrospectives", path, "--owner", person.email, "--with-authors")
    return as_before(contents())


def made_by(listed, person):
    """{title: id} of the retrospectives that `person` made."""
    rows = [row for row in listed["retros_retrospective"] if row["created_by_id"] == person.pk]
    return {row["title"]: row["id"] for row in rows}
