"""Context for every template."""

from django.conf import settings


def site(request):
    """Return site-wide settings. Nothing depends on the person, since open pages are cached."""
    return {
        "wall_is_public": settings.FAIL_WALL == "public",
        "sends_email": settings.SENDS_EMAIL,
        "wall_is_reviewed": settings.FAIL_WALL_REVIEW,
    }
