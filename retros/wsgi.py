"""The WSGI application that gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

from retros import installation
from retros.monitoring import tracing

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "retros.settings")
installation.require()  # `serve` has made it; another server must not start on an empty database
application = get_wsgi_application()
tracing.start()
