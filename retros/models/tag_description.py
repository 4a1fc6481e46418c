from typing import Self

from django.db import models
from taggit.models import Tag

from retros.models.fields import TextLengthChecks


class TagDescriptionQuerySet(models.QuerySet["TagDescription"]):
    def products(self) -> Self:
        """Return descriptions of tags that stand for a product."""
        return self.filter(kind=TagDescription.Kind.PRODUCT)


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
