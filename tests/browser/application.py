"""The site for the browser's tests, with static files straight from their folders."""

from django.conf import settings
from django.core.wsgi import get_wsgi_application

settings.WHITENOISE_USE_FINDERS = True  # looked up once, when it starts; nothing is collected
site = get_wsgi_application()


def application(environ, start_response):
    """Answer as the site does; between tests the database gets new content types."""
    from django.contrib.contenttypes.models import ContentType

    ContentType.objects.clear_cache()
    return site(environ, start_response)
