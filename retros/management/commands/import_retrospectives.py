"""Bring retrospectives in from files and folders."""

from contextlib import suppress
from pathlib import Path, PurePath

from django.core.management.base import CommandError
from django.db import DatabaseError

from accounts.models import Team, User
from retros.exchange import (
    COLUMN_ROLES,
    ENDINGS,
    LaterVersions,
    LeftOut,
    People,
    UnknownColumns,
    UnreadableDocument,
    already_stored,
    beside,
    close_old_actions,
    columns_by_name,
    decode,
    documents_in,
    find_documents,
    find_others,
    make_readable,
    merge_decision_records,
    project_of_records,
    read,
    read_table,
    reason_to_leave_out,
    replace,
    store,
)
from retros.management.command import ProductCommand
from retros.management.interrupting import finished_first

_MOST_BYTES_OF_ZIP = 200_000_000
_HEAD = 4_000  # bytes that tell what a file is
_GO_ON = "To go on, run the same command again. It skips what was already imported."


class Command(ProductCommand):
    help = (
        "Import retrospectives from files, ZIP files or folders. "
        f"Supported files: {', '.join(ENDINGS)}. Each becomes a draft; a text that was already "
        "imported is skipped. Exits with 1 only if no file could be imported."
    )

    def add_arguments(self, parser):
        parser.add_argument("paths", nargs="+", metavar="PATH", type=Path)
        parser.add_argument("--owner", metavar="EMAIL", help="email address of the drafts’ owner")
        parser.add_argument("--team", metavar="NAME", help="the team of new projects")
        parser.add_argument(
            "--with-authors",
            action="store_true",
            help="keep the names, handles and addresses of people",
        )
        parser.add_argument(
            "--publish", action="store_true", help="publish immediately instead of creating drafts"
        )
        parser.add_argument(
            "--replace",
            action="store_true",
            help="let a later version of a document replace what an earlier one became. What people "
            "changed since is kept",
        )
        parser.add_argument(
            "--keep-actions-open",
            action="store_true",
            help="keep open action items open even where a document has no date or is more than a "
            "year old; otherwise they are closed, outcome unknown",
        )
        parser.add_argument(
            "--columns",
            metavar="ROLE=NAME,…",
            help="what the columns of other tables are, for example "
            f"lesson=Recommendation,category=Type. Roles: {', '.join(COLUMN_ROLES)}",
        )

    def handle(self, *, paths, owner, team, publish, with_authors, columns, **options):
        if not (owner or team or publish):
            raise CommandError(
                "Nobody could read these drafts. Set their owner with --owner EMAIL or "
                "their team with --team NAME, or publish them with --publish."
            )
        self._choices = {"owner": _owner(owner), "team": _team(team), "publish": publish}
        self._with_authors, self._columns = with_authors, _columns(columns)
        self._later_versions = LaterVersions(
            owner=self._choices["owner"], team=self._choices["team"]
        )
        self._replaces = options["replace"]
        self._keeps_open = options["keep_actions_open"]
        self._results, self._used = [], set()
        try:
            self._import([(path, file) for path in paths for file in _files(path)])
            self._list_others(filter(Path.is_dir, paths))
        except KeyboardInterrupt:
            self.stdout.write(f"\nInterrupted. So far: {_total(self._results)}")
            raise CommandError(_GO_ON, returncode=130) from None
        self.stdout.write(_total(self._results))
        if not {"new", "known", "replaced"} & set(self._results):
            raise CommandError("No file could be imported.")

    def _import(self, files):
        """Store the documents in `files`, [(path below which it was found, file)]."""
        records = {}
        for number, (path, file) in enumerate(files, start=1):
            progress = f"{number:{len(str(len(files)))}}/{len(files)}"
            for inside, (name, content, pictures) in enumerate(
                _contents(file, path, self._used), 1
            ):
                if isinstance(content, LeftOut):
                    self._list(content.files)
                    continue
                said = f"{progress}{f' ({inside})' if inside > 1 else ''} {name}"
                document = self._read(said, name, content, pictures)
                if document and document.decision_record is not None:
                    records.setdefault(path, []).append((name, document))
                    continue
                for each in document.each() if document else ():
                    with finished_first():
                        self._results.append(self._store(each, said))
                if not document:
                    self._results.append("failed")
        for found in records.values():
            with finished_first():
                self._results.append(self._store_records(found))

    def _read(self, said, name, content, pictures):
        """The Document in `content`, which is bytes or the problem with them; None if unreadable."""
        try:
            if isinstance(content, Exception):
                raise content
            name = PurePath(name).name
            return read(name, content, with_authors=self._with_authors, beside=pictures)
        except UnknownColumns as problem:
            return self._read_table(said, name, content, problem)
        except (UnreadableDocument, OSError) as problem:
            self._complain(said, problem)

    def _read_table(self, said, name, content, problem):
        """The Document in a table whose columns --columns names; None, with the way on, without."""
        if not self._columns:
            way = f"{problem} Say what they are with --columns, or import this file on the site."
            return self._complain(said, way)
        try:
            text = make_readable(decode(content))
            return read_table(name, text, self._columns, with_authors=self._with_authors)
        except UnreadableDocument as wrong:
            self._complain(said, wrong)

    def _list_others(self, folders):
        """Print what was left out of `folders`, but for the pictures that documents showed."""
        for folder in folders:
            others = [file for file in find_others(folder) if file.resolve() not in self._used]
            self._list((file, _reason(file, folder)) for file in others)

    def _list(self, files):
        """Print each file that was left out with its reason."""
        for name, reason in files:
            self.stderr.write(f"{name}: left out. {reason}")
            self._results.append("left out")

    def _store_records(self, found):
        """Store the decision records below one path, several as one retrospective."""
        name, document = found[0]
        if len(found) == 1:
            return self._store(document, name)
        folder = PurePath(name).parent
        said = f"{folder}: {len(found)} decision records"
        try:
            whole = merge_decision_records(
                [document for _, document in found], project_of_records(folder)
            )
        except UnreadableDocument as problem:
            self._complain(said, problem)
            return "failed"
        return self._store(whole, said)

    def _store(self, document, said):
        """Store one document and print its content. Return "new", "replaced", "known" or "failed"."""
        document = document if self._with_authors else People(document).left_out()
        closed = 0 if self._keeps_open else close_old_actions(document)
        try:
            earlier = self._earlier(document)
            if earlier and self._replaces:
                return self._replace(earlier, document, said)
            report = store(document, **self._choices)
        except (DatabaseError, UnreadableDocument) as problem:
            self._complain(said, problem)
            return "failed"
        retrospective = report.retrospective
        if not report.is_new:
            is_replaced = retrospective.source_hash != document.source_hash
            more = " A later version has replaced it there." if is_replaced else ""
            self.stdout.write(f"{said}: already imported as number {retrospective.pk}.{more}")
            return "known"
        self.stdout.write(self.style.SUCCESS(f"{said}: “{retrospective.title}”"))
        self.stdout.write(f"    {document.found()}")
        if earlier:
            self.stdout.write(
                f"    Number {earlier.pk} looks like an earlier version. To replace it instead, "
                "delete this one and import with --replace."
            )
        if closed:
            self.stdout.write(f"    Old action items closed, outcome unknown: {closed}")
        for warning in document.warnings:
            self.stdout.write(f"    {warning}")
        return "new"

    def _earlier(self, document):
        """The retrospective that `document` is a later version of, or None."""
        if already_stored(document, self._choices["owner"]):
            return None
        return self._later_versions.find(document)

    def _replace(self, earlier, document, said):
        """Replace a retrospective by a later version and print what became of what was there."""
        done = replace(document, earlier, by=self._choices["owner"])
        self.stdout.write(
            self.style.SUCCESS(f"{said}: replaced number {earlier.pk}, “{earlier.title}”")
        )
        self.stdout.write(f"    {done.summary()}")
        for conflict in done.conflicts:
            self.stdout.write(f"    In conflict, not changed: {conflict.label}")
        return "replaced"

    def _complain(self, said, problem):
        reason = getattr(problem, "strerror", None) or problem
        self.stderr.write(self.style.ERROR(f"{said}: not imported. {reason}"))


def _reason(file, folder):
    with suppress(OSError), file.open("rb") as stream:
        return reason_to_leave_out(file.relative_to(folder), stream.read(_HEAD))
    return reason_to_leave_out(file.relative_to(folder), b"")


def _contents(file, path, used):
    """Yield (name, bytes or problem, files next to it) of each document in a file.

    `path` is where the file was found: pictures are taken from nowhere else.
    """
    try:
        with file.open("rb") as stream:
            data = stream.read(_MOST_BYTES_OF_ZIP + 1)
    except OSError as problem:
        yield file, problem, None
        return
    folder = path if path.is_dir() else path.parent
    for found in documents_in(file, data, beside=beside(file, folder, used)):
        yield found.name, found.content, found.beside


def _columns(words):
    try:
        return columns_by_name(words) if words else None
    except ValueError as problem:
        raise CommandError(f"--columns: {problem}") from None


def _owner(email):
    if not email:
        return None
    person = User.objects.filter(email__iexact=email).first()
    if person is None:
        raise CommandError(f"No member has the email address {email}.")
    return person


def _team(name):
    if not name:
        return None
    team = Team.objects.filter(name__iexact=name).first()
    if team is None:
        raise CommandError(f"There is no team named “{name}”.")
    return team


def _files(path):
    if not path.exists():
        raise CommandError(f"There is no file or folder {path}.")
    return find_documents(path)


def _total(results):
    words = {"new": "imported", "known": "already imported", "failed": "not imported"}
    words |= {key: key for key in ("replaced", "left out") if key in results}
    return ", ".join(f"{results.count(key)} {text}" for key, text in words.items()) + "."
