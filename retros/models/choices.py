"""Choices that several models share."""

from django.db import models


class Category(models.TextChoices):
    """The 5 things that a lesson can be about, after Goldsmith."""

    PROCESS = "process", "Process"
    TEAM = "team", "Team"
    CUSTOMER = "customer", "Customer"
    PRODUCT = "product", "Product"
    SELF = "self", "Self"


class Phase(models.TextChoices):
    """The phase that the work was in."""

    THINK = "think", "Think it"
    BUILD = "build", "Build it"
    SHIP = "ship", "Ship it"
    TWEAK = "tweak", "Tweak it"
    MAINTAIN = "maintain", "Maintain it"
