"""Choices that several nouns share."""

from django.db import models


class Category(models.TextChoices):
    """What failure teaches about (Goldsmith): the five things a lesson can be about."""

    PROCESS = "process", "Process"
    TEAM = "team", "Team"
    CUSTOMER = "customer", "Customer"
    PRODUCT = "product", "Product"
    SELF = "self", "Self"


class Phase(models.TextChoices):
    """Where in its life the work was."""

    THINK = "think", "Think it"
    BUILD = "build", "Build it"
    SHIP = "ship", "Ship it"
    TWEAK = "tweak", "Tweak it"
    MAINTAIN = "maintain", "Maintain it"
