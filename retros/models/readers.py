"""Who reads and who writes a retrospective, as one condition of a query."""

from django.db.models import BooleanField, F, Func, Q

from accounts.models import User

READABLE = ("published", "archived")  # retrospectives that everyone who signs in can read
_OWN = "retros_project AS own INNER JOIN accounts_membership AS held ON held.team_id = own.team_id"
_INVITED = "retros_retrospective_invited AS guest"


class WrittenBy(Func):
    """Whether `user` is its author, its facilitator, of its team, or invited.

    `path` leads to the retrospective, such as "retrospective__". Plain SQL: each page asks several
    times, and to build the same of querysets takes longer than the answer. Subqueries instead of
    joins add no rows; they are lists, not tests of each row, so that both databases begin with them
    where somebody asks for their own, and never make them where all rows are published.
    """

    output_field = BooleanField()
    conditional = True
    template = (
        "(%(author)s = %%s OR %(facilitator)s = %%s OR %(project)s IN"
        f" (SELECT own.id FROM {_OWN} WHERE held.user_id = %%s) OR %(id)s IN"
        f" (SELECT guest.retrospective_id FROM {_INVITED} WHERE guest.user_id = %%s))"
    )
    _COLUMNS = {
        "author": "created_by",
        "facilitator": "facilitator",
        "project": "project",
        "id": "pk",
    }

    def __init__(self, user: User, path: str = "") -> None:
        super().__init__(*(F(f"{path}{name}") for name in self._COLUMNS.values()))
        self.user_id = user.pk

    def as_sql(self, compiler, connection, **_):
        columns = (compiler.compile(it)[0] for it in self.get_source_expressions())
        named = dict(zip(self._COLUMNS, columns, strict=True))
        return self.template % named, [self.user_id] * 4


class IsWriter(WrittenBy):
    """The same, tested row by row: few of all that somebody may read are drafts.

    PostgreSQL counts the making of a list anew for each row that it looks up, and would rather read
    the whole table; where many rows are tested it makes one by itself.
    """

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
