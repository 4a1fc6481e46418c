"""Three people who write into a box, and everything that is kept of it."""

import logging
import re
import uuid
from dataclasses import dataclass
from random import Random

from django.db import connection, transaction

from retros.models import Gathering, Premortem
from retros.search import index_retrospectives

TOKEN = "the-token-of-the-link"
LINK, RISKS_LINK = f"/gather/{TOKEN}/", f"/premortem/{TOKEN}/"
WORDS = "amber birch cedar daisy elder fern grape hazel iris juniper kale lilac maple nettle olive"
TEXTS = [
    f"thought of {word}" for word in f"{WORDS} pine quince rose sage thyme violet willow".split()
]
SIGNED = "signed words of yarrow"
RANDOM = re.compile(r"[0-9a-zA-Z+/]{1000,}=*|[0-9a-f]{64}|[0-9a-f]{32}|[0-9a-f]{8}-[0-9a-f-]{27}")


@dataclass
class Sitting:
    """Three people, their browsers, and the box that they write into by its link."""

    people: list
    browsers: list
    box: Gathering | Premortem
    link: str = LINK


def number_of(text):
    """The id of a thought: as random as those that browsers make, but the same in each run."""
    return uuid.UUID(int=Random(text).getrandbits(128), version=4)


def contribute(sitting, who, text, *, signed="no", kind="well"):
    said = {"text": text, "kind": kind, "signed": signed, "category": "team"}
    answer = sitting.browsers[who].post(sitting.link, said | {"client_id": str(number_of(text))})
    assert answer.status_code == 302


def write_in_turn(sitting, texts=TEXTS, *, first=0):
    """Each text by the next of the three, beginning with the `first`; kinds take turns too."""
    for turn, text in enumerate(texts):
        kind = "lesson" if TEXTS.index(text) % 4 == 3 else "well"
        contribute(sitting, (first + turn) % 3, text, kind=kind)
    contribute(sitting, 0, SIGNED, signed="yes")


def tables():
    """Every row of every table as text, by table, in the order in which the disk holds them."""
    place = "rowid" if connection.vendor == "sqlite" else "ctid, xmin"
    with connection.cursor() as cursor:
        found = {}
        for table in connection.introspection.table_names(cursor):
            try:
                with transaction.atomic():
                    cursor.execute(f'SELECT * FROM "{table}" ORDER BY {place}')
            except Exception:  # a table of SQLite without hidden numbers
                cursor.execute(f'SELECT * FROM "{table}"')
            found[table] = [str(row) for row in cursor.fetchall()]
    return found


def kept_after(sitting, *, reveal, **how):
    """All tables, the log and the cookies that came, after everybody wrote; then undone."""
    lines = _Lines()
    with transaction.atomic(), lines:
        write_in_turn(sitting, **how)
        if reveal:
            sitting.box.reveal()
            if isinstance(sitting.box, Gathering):
                index_retrospectives([sitting.box.retrospective_id])
        sitting.box.refresh_from_db()
        kept = tables() | {"what waits": [str(sitting.box.contents().as_stored())]}
        transaction.set_rollback(True)
    return kept, lines.said


class _Lines(logging.Handler):
    """Whatever any logger says, at any level, while this is entered."""

    def __init__(self):
        super().__init__(level=1)
        self.said = []

    def emit(self, record):
        self.said.append(logging.Formatter().format(record))

    def __enter__(self):
        self.root = logging.getLogger()
        self.before = self.root.level
        self.root.setLevel(logging.DEBUG)
        self.root.addHandler(self)
        return self

    def __exit__(self, *_):
        self.root.removeHandler(self)
        self.root.setLevel(self.before)


def comparable(kept):
    """Tables as sorted rows, but for serial numbers, which go on although the rows were undone,
    and for marks and ids, which are as random as the pens and rows that have them.
    """
    found = {}
    for table, rows in kept.items():
        if table.startswith("retros_search"):
            continue
        shown = [RANDOM.sub("#", row) for row in rows]
        if table in {"retros_observation", "retros_lesson"}:
            shown = [str(re.findall(r"'[^']*'|datetime[^)]*", row)) for row in shown]
        if table == "retros_question":
            shown = [row.partition(", ")[2] for row in shown]
        found[table] = sorted(shown)
    return found
