"""Store paths and opposite lessons that an export brought, once, beside what people did here since."""

from dataclasses import dataclass, field

from django.db import transaction

from accounts.models import Team, User
from retros.models import (
    FOR_WHOM_MAX,
    NOTE_MAX,
    PATH_STOPS_MAX,
    PATH_TITLE_MAX,
    OppositeLessons,
    PathStop,
    PathVersion,
    ReadingPath,
)
from retros.paths.arriving import Arriving, ArrivingPair, ArrivingPath, Thing
from retros.paths.finding import is_elsewhere
from retros.paths.recognizing import recognize
from retros.paths.stops import LABELS


@dataclass
class StoredPath:
    """What became of a path: how many stops were added, and sentences on what was not."""

    path: ReadingPath
    is_new: bool
    added: int = 0
    remarks: list[str] = field(default_factory=list)


@dataclass
class Stored:
    """What became of all of them. `unknown` are pairs of which a lesson is not here."""

    paths: list[StoredPath] = field(default_factory=list)
    linked: int = 0
    known: int = 0
    unknown: list[ArrivingPair] = field(default_factory=list)


def store_arriving(arriving: Arriving, *, by: User) -> Stored:
    """Store paths as drafts and pairs of opposite lessons; what is here already gets what it lacks.

    A stop whose thing is not here becomes a note that says so, and the stop itself when it is
    imported again after the thing. Nothing that people changed or removed here changes back. One
    transaction for each path, and about six queries for each stop.
    """
    done = Stored()
    for path in arriving.paths:
        if path.title:
            done.paths.append(_store_path(path, by, [each.path.pk for each in done.paths]))
    for pair in arriving.pairs:
        _link(pair, by, done)
    return done


def _link(pair, by, done):
    lessons = [recognize(thing, by) for thing in pair.lessons]
    if None in lessons or lessons[0] == lessons[1] or not pair.depends_on:
        done.unknown.append(pair)
        return
    first, second = sorted(lessons, key=lambda lesson: lesson.pk)
    words = {"depends_on": pair.depends_on[:200]}
    _, is_new = OppositeLessons.objects.get_or_create(first=first, second=second, defaults=words)
    done.linked += is_new
    done.known += not is_new


def _store_path(arriving: ArrivingPath, by, taken) -> StoredPath:
    team = Team.objects.filter(name__iexact=arriving.team).first() if arriving.team else None
    title = arriving.title[:PATH_TITLE_MAX]
    with transaction.atomic():
        here = ReadingPath.objects.editable_by(by).of(team).filter(title__iexact=title)
        path = here.exclude(pk__in=taken).order_by("pk").select_for_update().first()
        done = (
            StoredPath(path, False) if path else StoredPath(_begin(arriving, title, team, by), True)
        )
        if arriving.team and team is None:
            done.remarks.append(
                f"No team here is called “{arriving.team}”: it is for the whole site."
            )
        for thing in arriving.stops:
            _store_stop(thing, done, by)
        if done.added and not done.is_new:
            done.path.note_change(by=by)
            PathVersion.objects.keep(done.path, by=by)
    return done


def _begin(arriving, title, team, by):
    return ReadingPath.objects.create(
        title=title,
        for_whom=arriving.for_whom[:FOR_WHOM_MAX],
        team=team,
        created_by=by,
        changed_by=by,
    )


def _store_stop(thing, done, by):
    stop = _stop_for(thing, by)
    if stop is None:
        done.remarks.append("A stop led to something that the export does not hold.")
        return
    words = missing_words(thing)
    is_missing = stop.text == words
    if is_missing:
        done.remarks.append(words)
    if _is_there(stop, done.path):
        return
    waiting = None if is_missing else done.path.stops.present().filter(text=words).first()
    if waiting:
        stop.pk, stop.path, stop.position = waiting.pk, done.path, waiting.position
        stop.save()
    elif done.path.stops.present().count() >= PATH_STOPS_MAX:
        done.remarks.append(
            f"No room for “{thing.words}”: a path has up to {PATH_STOPS_MAX} stops."
        )
        return
    else:
        done.path.add_stops([stop])
    done.added += 1


def _stop_for(thing: Thing, by) -> PathStop | None:
    if thing.kind in {"note", "link"}:
        address = thing.address if is_elsewhere(thing.address) else ""
        return PathStop(text=thing.words, address=address, why=thing.why) if thing.words else None
    row = recognize(thing, by)
    if row is not None:
        return PathStop(**{thing.kind: row}, why=thing.why)
    return PathStop(text=missing_words(thing), why=thing.why) if thing.words else None


def _is_there(stop, path):
    """Whether the path has this stop, or had it until somebody removed it."""
    alike = path.stops.filter(text=stop.text, address=stop.address)
    return alike.filter(**{stop.kind: stop.target_id} if stop.target_id else {}).exists()


def missing_words(thing: Thing) -> str:
    """Return the note that stands for a stop whose thing is not here."""
    return f"Not found here: {LABELS.get(thing.kind, 'Note').lower()} “{thing.words}”"[:NOTE_MAX]
