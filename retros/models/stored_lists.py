from datetime import date
from typing import Any

from django.db import models
from django.db.models.functions import Coalesce

from accounts.models import Team


class StoredListsQuerySet(models.QuerySet["StoredLists"]):
    def of(self, team: Team | None, day: date) -> "StoredLists | None":
        """Return what was drawn on `day` for a team, or for the whole site. One query."""
        return self.filter(team=team, drawn_on=day).first()

    def keep(self, team: Team | None, day: date, ids: dict[str, Any]) -> None:
        """Store the lists of a day in place of those of the day before."""
        self.update_or_create(team=team, defaults={"drawn_on": day, "ids": ids})


class StoredLists(models.Model):
    """What Start here lists as of a day, for the whole site or a team: ids and counts, no words.

    Whoever reads them asks again what may be shown.
    """

    team = models.ForeignKey(Team, on_delete=models.CASCADE, null=True, related_name="+")
    drawn_on = models.DateField()
    ids = models.JSONField()

    objects = StoredListsQuerySet.as_manager()

    class Meta:
        constraints = [
            # By an expression, because each NULL counts as another team.
            models.UniqueConstraint(Coalesce("team", 0), name="stored_lists_once_a_team")
        ]

    def __str__(self):
        return f"Lists of {self.team or 'the site'}, {self.drawn_on}"
