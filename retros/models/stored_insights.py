from django.db import models


class StoredInsightsQuerySet(models.QuerySet["StoredInsights"]):
    def empty(self) -> None:
        """Forget the numbers, because something that they count left: whoever asks next counts anew."""
        self.all().delete()


class StoredInsights(models.Model):
    """The numbers of the insights page as of a day: only those that may be shown, and no names.

    `figures` is {question: {"counts": {row: [number or null]}, "rests": {row: number or null}}}.
    `letters` is {period: {"lessons" or "decisions": the ids of either side}}: whoever reads them asks
    again what may be shown.
    """

    counted_on = models.DateField()
    figures = models.JSONField()
    letters = models.JSONField(default=dict, db_default={})

    objects = StoredInsightsQuerySet.as_manager()

    def keep_letter(self, period: str, ids: dict[str, list[list[int]]]) -> None:
        """Store what the letter of a period shows, until everything is counted again."""
        self.letters = self.letters | {period: ids}
        self.save(update_fields=["letters"])

    def __str__(self):
        return f"Insights of {self.counted_on}"
