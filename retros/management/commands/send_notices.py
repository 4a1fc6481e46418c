from retros.backups import warn_of_old_backups
from retros.kickoffs import listen
from retros.management.command import ProductCommand
from retros.notifications import (
    send_digests,
    send_due,
    send_editor_invitations,
    send_outcomes,
    send_question_mails,
    show_waiting_questions,
)


class Command(ProductCommand):
    help = (
        "Send what is due to chats and other programs, and the weekly mails. The server does it by itself; this is for "
        "cron where it runs some other way. Both together send nothing twice."
    )

    def handle(self, *, verbosity, **options):
        warn_of_old_backups()
        listen()
        show_waiting_questions()
        sent = send_due() + send_digests() + send_question_mails() + send_editor_invitations()
        sent += send_outcomes()
        if sent or verbosity > 1:
            self.stdout.write(f"Sent {sent}.")
