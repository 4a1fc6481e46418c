"""More posts than anybody would wait for come in rounds."""

from datetime import timedelta

from django.utils import timezone

from retros.models import WallPost
from tests import factories
from tests.browser.screens.playing import eventually


def test_two_thousand_posts_come_in_rounds_of_others(screen, hallway):
    now = timezone.now()
    WallPost.objects.bulk_create(
        factories.WallPostFactory.build(
            learned=f"Lesson {n}", we_did="", happened="", posted_at=now - timedelta(days=n)
        )
        for n in range(2000)
    )
    page = screen()
    page.clock.pause_at(page.evaluate("Date.now()") / 1000 + 1)  # nothing turns but by a key
    names = "[...document.querySelectorAll('.slide')].map(slide => slide.dataset.post)"
    newest = {str(pk) for pk in WallPost.objects.on_wall().values_list("pk", flat=True)[:12]}
    seen = []
    for _ in range(2):
        shown = page.evaluate(names)
        assert 16 <= len(shown) <= 60
        seen.append(set(shown))
        for _ in shown:
            page.keyboard.press("ArrowRight")
        eventually(page, f"({names}).join()", f"now => now !== '{','.join(shown)}'")
    returning = set.intersection(*seen) - newest
    assert newest <= seen[0] & seen[1]
    assert len(returning) <= 4, "only anniversaries come in every round"
