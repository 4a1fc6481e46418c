"""Bring retrospectives in from files and folders."""

from pathlib import Path, PurePath

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from accounts.models import Team, User
from retros.exchange import (
    ENDINGS,
    UnreadableDocument,
    beside,
    files_in,
    find_documents,
    is_archive,
    merge_decision_records,
    project_of_records,
    read,
    store,
)

_MOST_BYTES_OF_ZIP = 200_000_000


class Command(BaseCommand):
    help = (
        "Import retrospectives from files, ZIP files or folders. "
        f"Supported files: {', '.join(ENDINGS)}. Each becomes a draft; a text that was already "
        "imported is skipped. Exits with 1 only if no file could be imported."
    )

    def add_arguments(self, parser):
        parser.add_argument("paths", nargs="+", metavar="PATH", type=Path)
        parser.add_argument("--owner", metavar="EMAIL", help="email address of the drafts’ owner")
        parser.add_argument("--team", metavar="NAME", help="the team of new projects")
        parser.add_argument("--with-authors", action="store_true", help="keep author names")
        parser.add_argument(
            "--publish", action="store_true", help="publish immediately instead of creating drafts"
        )

    def handle(self, *, paths, owner, team, publish, with_authors, **options):
        if not (owner or team or publish):
            raise CommandError(
                "Nobody could read these drafts. Set their owner with --owner EMAIL or "
                "their team with --team NAME, or publish them with --publish."
            )
        self._choices = {"owner": _owner(owner), "team": _team(team), "publish": publish}
        self._with_authors = with_authors
        files = [(path, file) for path in paths for file in _files(path)]
        results, records = [], {}
        for number, (path, file) in enumerate(files, start=1):
            progress = f"{number:{len(str(len(files)))}}/{len(files)}"
            for name, content, pictures in _contents(file, path):
                document = self._read(f"{progress} {name}", name, content, pictures)
                if document and document.decision_record is not None:
                    records.setdefault(path, []).append((name, document))
                else:
                    said = f"{progress} {name}"
                    results.append(self._store(document, said) if document else "failed")
        results += [self._store_records(found) for found in records.values()]
        self.stdout.write(_total(results))
        if not files or all(result == "failed" for result in results):
            raise CommandError("No file could be imported.")

    def _read(self, said, name, content, pictures):
        """The Document in `content`, which is bytes or the problem with them; None if unreadable."""
        try:
            if isinstance(content, Exception):
                raise content
            name = PurePath(name).name
            return read(name, content, with_authors=self._with_authors, beside=pictures)
        except (UnreadableDocument, OSError) as problem:
            self._complain(said, problem)

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
        """Store one document and print its content. Return "new", "known" or "failed"."""
        try:
            report = store(document, **self._choices)
        except DatabaseError as problem:
            self._complain(said, problem)
            return "failed"
        retrospective = report.retrospective
        if not report.is_new:
            self.stdout.write(f"{said}: already imported as number {retrospective.pk}.")
            return "known"
        self.stdout.write(self.style.SUCCESS(f"{said}: “{retrospective.title}”"))
        self.stdout.write(f"    {document.found()}")
        for warning in document.warnings:
            self.stdout.write(f"    {warning}")
        return "new"

    def _complain(self, said, problem):
        reason = getattr(problem, "strerror", None) or problem
        self.stderr.write(self.style.ERROR(f"{said}: not imported. {reason}"))


def _contents(file, path):
    """Return (name, bytes or problem, files next to it) of a file, or of each document in a ZIP.

    `path` is where the file was found: pictures are taken from nowhere else.
    """
    try:
        with file.open("rb") as stream:
            data = stream.read(_MOST_BYTES_OF_ZIP + 1)
        if is_archive(data):
            archive = files_in(data)
            return [(f"{file}/{name}", each, archive.beside(name)) for name, each in archive.files]
        return [(file, data, beside(file, path if path.is_dir() else path.parent))]
    except (UnreadableDocument, OSError) as problem:
        return [(file, problem, None)]


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
    return ", ".join(f"{results.count(key)} {text}" for key, text in words.items()) + "."
