"""Sessions as Django keeps them in the database, read by a plain statement."""

from django.contrib.sessions.backends import db
from django.db import connection
from django.utils import timezone


class SessionStore(db.SessionStore):
    """Read without building a query, which takes ten times as long as the database itself."""

    def _get_session_from_db(self):
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        with connection.cursor() as cursor:
            cursor.execute(
                'SELECT "session_data" FROM "django_session"'
                ' WHERE "session_key" = %s AND "expire_date" > %s',
                [self.session_key, now],
            )
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return None
        return self.model(session_data=row[0])
