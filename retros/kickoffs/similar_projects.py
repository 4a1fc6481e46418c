"""The projects closest to a kickoff, and what became of them."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from heapq import nlargest

from retros.kickoffs.kinds import record_of
from retros.models import ActionItem, Observation, Project, Retrospective, composed_once
from retros.rendering import first_sentence

MOST = 5
# A project is as close as its retrospective, and as half of what its two closest texts are besides.
# A single text of it may share no more than an idiom.
PARTS, OF_PART = 2, 0.5
# One less than half as close as the closest is left out.
LEAST = 0.5
OUTCOME_MAX = 200  # characters


@dataclass(frozen=True)
class SimilarProject:
    """A project, by its closest retrospective: its `result` in a word, and `outcome` in a sentence."""

    record: Retrospective
    result: str
    outcome: str
    counts: tuple[str, ...]  # as "3 of 5 action items done"


def closest_projects(matches, rows, *, but_for):
    """Return up to five SimilarProjects that are close, the closest first. Two queries.

    `matches` are Matches that are close, `rows` {key: row} of them; `but_for` is the id of the
    project itself.
    """
    wholes, parts, records = defaultdict(float), defaultdict(list), {}
    for match in matches:
        for key in (match.key, *match.copies):
            if key not in rows:
                continue
            record = record_of(rows[key])
            project = record.project_id
            if key[0] == "retrospective" and match.closeness > wholes[project]:
                wholes[project], records[project] = match.closeness, record
            elif key[0] != "retrospective":
                parts[project].append(match.closeness)
                records.setdefault(project, record)
    records.pop(but_for, None)
    records = {it: records[it] for it in records if wholes[it] or len(parts[it]) >= PARTS}
    close = {
        project: wholes[project] + OF_PART * sum(nlargest(PARTS, parts[project]))
        for project in records
    }
    least = LEAST * max(close.values(), default=0)
    closest = sorted(close, key=lambda project: (-close[project], -project))
    named = {}
    for record in (records[project] for project in closest if close[project] >= least):
        named.setdefault(record.project.name.casefold(), record)  # of two of one name, the closest
    return _with_outcomes(list(named.values())[:MOST])


def _with_outcomes(records):
    pks = [record.pk for record in records]
    kinds, statuses = _counted(_kinds, pks), _counted(_statuses, pks)
    return [
        SimilarProject(
            record,
            _result_of(record),
            first_sentence(record.measured or record.summary, OUTCOME_MAX),
            tuple(_counts(kinds[record.pk], statuses[record.pk])),
        )
        for record in records
    ]


def _counted(values_of, retrospectives):
    """Return {retrospective id: Counter of their values}. One query."""
    found = defaultdict(Counter)
    for pk, value in values_of(None, *retrospectives) if retrospectives else ():
        found[pk][value] += 1
    return found


@composed_once
def _kinds(_user, *retrospectives):
    rows = Observation.objects.filter(retrospective__in=retrospectives)
    return rows.values_list("retrospective", "kind")


@composed_once
def _statuses(_user, *retrospectives):
    rows = ActionItem.objects.filter(retrospective__in=retrospectives)
    return rows.values_list("retrospective", "status")


def _result_of(record):
    if record.result:
        return record.get_result_display()
    is_over = record.project.status in (Project.Status.ENDED, Project.Status.STOPPED_EARLY)
    return record.project.get_status_display() if is_over else ""


def _counts(kinds, statuses):
    for kind, label in Observation.Kind.choices:
        if kinds[kind] and kind != Observation.Kind.COULD_BE_BETTER:
            yield f"{kinds[kind]} {label.lower()}"
    if wanted := statuses.total():
        yield f"{statuses[ActionItem.Status.DONE]} of {wanted} action item{'s' * (wanted > 1)} done"
