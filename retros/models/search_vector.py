from django.db import models

from retros.models.search_entry import SearchEntry


class SearchVector(models.Model):
    """What the text of an entry means, for comparing: written by `retros.meaning` with the entry.

    Empty for a text in a language that the model does not know.
    """

    entry = models.OneToOneField(
        SearchEntry, on_delete=models.CASCADE, primary_key=True, related_name="meaning"
    )
    model = models.CharField(max_length=40)
    text_hash = models.CharField(max_length=32)
    vector = models.BinaryField(blank=True)  # 384 signed bytes

    def __str__(self):
        return f"{self.model} of {self.entry_id}"
