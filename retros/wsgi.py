"""The WSGI application that gunicorn serves."""

import os
from functools import partial

from django.core.wsgi import get_wsgi_application

from retros import installation
from retros.call_stack import call_with_room
from retros.monitoring import tracing

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "retros.settings")
installation.meant_folder()  # a server that is not started by `serve` may leave it open
application = partial(call_with_room, get_wsgi_application())
tracing.start()
