"""Deliberate leaks, each as somebody might build it in by accident, and what must catch it."""

from tests.canary.leaks import authors, pages, wall  # noqa: F401 (they register their leaks)
from tests.canary.leaks.registry import LEAKS

__all__ = ["LEAKS"]
