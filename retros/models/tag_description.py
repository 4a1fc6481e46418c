from collections.abc import Iterable
from typing import Self

from django.db import models
from taggit.models import Tag

from retros.models.fields import TextLengthChecks


class TagDescriptionQuerySet(models.QuerySet["TagDescription"]):
    def products(self) -> Self:
        """Return descriptions of tags that stand for a product."""
        return self.filter(kind=TagDescription.Kind.PRODUCT)

    def names_by(self, relation: str, pks: Iterable[int]) -> dict[int, set[str]]:
        """Return {pk: names of its tags here} of retrospectives or projects. One query."""
        rows = self.filter(**{f"tag__{relation}__in": pks})
        names: dict[int, set[str]] = {}
        for pk, name in rows.values_list(f"tag__{relation}", "tag__name"):
            names.setdefault(pk, set()).add(name)
        return names


class TagDescription(models.Model):
    """What a tag stands for, as curators describe it. Visible where its tag is."""

    class Kind(models.TextChoices):
        PRODUCT = "product", "Product"

    tag = models.OneToOneField(
        Tag, on_delete=models.CASCADE, related_name="description", editable=False
    )
    kind = models.CharField(max_length=10, choices=Kind, blank=True)
    text = models.CharField(
        "Description",
        max_length=200,
        blank=True,
        help_text="For example: the app that couriers use on the road",
    )

    objects = TagDescriptionQuerySet.as_manager()

    class Meta:
        ordering = ["tag__name"]
        constraints = TextLengthChecks.of("tagdescription", text=200)

    def __str__(self):
        return self.tag.name
