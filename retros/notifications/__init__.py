"""Send chat and email notifications outside the request, at least once.

Notifications are queued by the models (`Notification.objects.announce`), in the transaction of what
happened. Here it is put into words and sent, by `worker` in each process of the server or by
`manage.py send_notices`.
"""

from retros.notifications.addresses import NotAllowed, Target
from retros.notifications.digests import send_digests
from retros.notifications.invitations import send_editor_invitations
from retros.notifications.outcomes import send_outcomes
from retros.notifications.questions import send_question_mails, show_waiting_questions
from retros.notifications.sending import send_due

__all__ = [
    "NotAllowed",
    "Target",
    "send_digests",
    "send_due",
    "send_editor_invitations",
    "send_outcomes",
    "send_question_mails",
    "show_waiting_questions",
    "worker",
]
