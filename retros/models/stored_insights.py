from django.db import models


class StoredInsightsQuerySet(models.QuerySet["StoredInsights"]):
    def empty(self) -> None:
        """Forget the numbers, because something that they count left: whoever asks next counts anew."""
        self.all().delete()


class StoredInsights(models.Model):
    """The numbers of the insights page as of a day: only those that may be shown, and no names.

    `figures` is {question: {"counts": {row: [number or null]}, "rests": {row: number or null}}}.
    """

    counted_on = models.DateField()
    figures = models.JSONField()

    objects = StoredInsightsQuerySet.as_manager()

    def __str__(self):
        return f"Insights of {self.counted_on}"
