"""What `manage.py check` says where texts could not be encoded."""

from django.conf import settings
from django.core.checks import Tags, Warning, register

from retros.meaning.encoder import problem


@register(Tags.compatibility)
def meaning_can_be_used(app_configs, **kwargs):
    """Warn if texts cannot be encoded. Run no query."""
    if not settings.MEANING or not problem():
        return []
    return [
        Warning(
            f"Kickoffs find by words alone: {problem()}",
            hint="Install requirements.txt again, or set MEANING=off.",
            id="retros.W001",
        )
    ]
