"""The site for the browser's tests, with static files straight from their folders."""

from django.conf import settings
from django.core.wsgi import get_wsgi_application

settings.WHITENOISE_USE_FINDERS = True  # looked up once, when it starts; nothing is collected
application = get_wsgi_application()
