"""The weekly mail also says what to look at again."""

from datetime import timedelta

from django.core import mail
from django.utils import timezone

from retros.models import Digest
from retros.notifications import send_digests
from tests import factories


def test_weekly_mail_reminds_once_until_it_is_stopped(member, as_user, clock):
    yesterday = timezone.localdate() - timedelta(days=1)
    own = {"retrospective__created_by": member}
    factories.DecisionFactory(choice="Free plan", revisit_on=yesterday, **own)
    factories.LessonFactory(statement="Rehearse.", review_on=yesterday, **own)
    digest = Digest.objects.start(member)
    digest.note_sent(timezone.now() - timedelta(days=7))
    digest.refresh_from_db()
    clock.now = digest.due_at
    assert send_digests(clock=clock) == 1
    message = mail.outbox[0]
    assert message.subject == "Time to look again"
    assert "- Free plan" in message.body and "- Rehearse." in message.body
    clock.pass_by(days=7)
    assert send_digests(clock=clock) == 0
    link = "/" + message.body.split("Stop reminders: ")[1].split()[0].split("/", 3)[3]
    visitor = as_user()
    assert "Stop reminders?" in visitor.get(link).text
    assert "Reminders are stopped" in visitor.post(link).text
    digest.refresh_from_db()
    assert digest.reminds is False
    assert visitor.get("/digest/reminders/forged-token-of-some-length/").status_code == 404
