"""Paths of Start here and their stops."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from retros import models


class ReadingPathFactory(DjangoModelFactory):
    """A published path of the whole site, without stops."""

    class Meta:
        model = models.ReadingPath

    title = factory.Sequence(lambda n: f"Your first week, part {n}")
    published_at = factory.LazyFunction(timezone.now)


class PathStopFactory(DjangoModelFactory):
    """A note, or what is given: `PathStopFactory(lesson=…)`."""

    class Meta:
        model = models.PathStop

    path = factory.SubFactory(ReadingPathFactory)
    position = factory.Sequence(lambda n: n + 1)
    text = factory.LazyAttribute(
        lambda stop: (
            ""
            if any(getattr(stop, kind, None) for kind in models.STOP_MODELS)
            else "Read these slowly."
        )
    )
