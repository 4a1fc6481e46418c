"""Who reads and who writes a retrospective, as one condition of a query."""

from typing import Any, ClassVar, TypeVar

from django.apps import apps
from django.db.models import BooleanField, F, Func, Q, QuerySet

from accounts.models import User

READABLE = ("published", "archived")  # retrospectives that everyone who signs in can read
_OWN = "retros_project AS own INNER JOIN accounts_membership AS held ON held.team_id = own.team_id"
_INVITED = "retros_retrospective_invited AS guest"
Rows = TypeVar("Rows", bound=QuerySet[Any])


class _Writing(Func):
    """Whether `user` is its author, its facilitator, of its team, or invited.

    `path` leads to the retrospective, such as "retrospective__". Plain SQL: each page asks several
    times, and to build the same of querysets takes longer than the answer.
    """

    output_field = BooleanField()
    conditional = True
    columns: ClassVar[dict[str, str]]

    def __init__(self, user: User, path: str = "") -> None:
        super().__init__(*(F(f"{path}{name}") for name in self.columns.values()))
        self.user_id = user.pk

    def as_sql(self, compiler, connection, **_):
        columns = (compiler.compile(it)[0] for it in self.get_source_expressions())
        named = dict(zip(self.columns, columns, strict=True))
        return self.template % named, [self.user_id] * 4


class WrittenBy(_Writing):
    """For those who ask for their own: a list of four short searches, with which a query begins."""

    columns: ClassVar = {"id": "pk"}
    template = (
        "%(id)s IN (SELECT id FROM retros_retrospective WHERE created_by_id = %%s"
        " UNION SELECT id FROM retros_retrospective WHERE facilitator_id = %%s"
        " UNION SELECT theirs.id FROM retros_retrospective AS theirs"
        f" INNER JOIN ({_OWN}) ON own.id = theirs.project_id WHERE held.user_id = %%s"
        f" UNION SELECT guest.retrospective_id FROM {_INVITED} WHERE guest.user_id = %%s)"
    )


class IsWriter(_Writing):
    """For those who read much, of which few are drafts: a test of each row that is one.

    PostgreSQL counts the making of a list anew for each row that it looks up, and would rather read
    the whole table; where many rows are tested it makes one by itself.
    """

    columns: ClassVar = {
        "author": "created_by",
        "facilitator": "facilitator",
        "project": "project",
        "id": "pk",
    }
    template = (
        "(%(author)s = %%s OR %(facilitator)s = %%s OR EXISTS"
        f" (SELECT 1 FROM {_OWN} WHERE own.id = %(project)s AND held.user_id = %%s) OR EXISTS"
        f" (SELECT 1 FROM {_INVITED} WHERE guest.retrospective_id = %(id)s AND guest.user_id = %%s))"
    )


def readable_by(user: User, path: str = "") -> Q:
    """Return the condition that `user`, who is signed in, may read the retrospective at `path`.

    Published and archived ones are for everybody, drafts for their writers.
    """
    return Q(
        Q(**{f"{path}status__in": READABLE}) | IsWriter(user, path),
        **{f"{path}removed_at": None},
    )


def readable_now(user: User, path: str = "") -> Q:
    """Return the condition of `readable_by`, which names the drafts that `user` may read. One query.

    An index alone answers it, where PostgreSQL would read all of the retrospectives to join many.
    """
    drafts = apps.get_model("retros.Retrospective").objects.drafts().written_by(user)
    readable = Q(**{f"{path}status__in": READABLE})
    readable |= Q(**{f"{path}pk__in": list(drafts.order_by().values_list("pk", flat=True))})
    return Q(readable, **{f"{path}removed_at": None})


def apart_for(rows: Rows, user: User, path: str = "") -> tuple[Rows, Rows]:
    """Return those of `rows` that everybody may read, and drafts that `user` may read, apart.

    To count: an index alone tells how many the first are, and the second are few. Together they are
    those of `readable_by`.
    """
    present = rows.filter(**{f"{path}removed_at": None})
    drafts = present.filter(WrittenBy(user, path), **{f"{path}status": "draft"})
    return present.filter(**{f"{path}status__in": READABLE}), drafts
