"""The WSGI application that gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

from retros.monitoring import tracing

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "retros.settings")
application = get_wsgi_application()
tracing.start()
