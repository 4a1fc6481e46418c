"""Which posts a screen shows in one round, where more hang than anybody would wait for.

The rule, also told in docs/wall.md:

1. The newest posts are in every round.
2. What was posted in the last ninety days takes turns.
3. What is older takes turns too, in smaller shares.
4. On the day a year, or several, after it was posted, and on the two days that follow (so that no
   weekend swallows it), a post is in the round as well.

Taking turns: of a group of n posts, each round shows those whose number leaves the same remainder
as the round's when divided by m, the smallest power of two by which a share is small enough. So in
m rounds each of the group is shown exactly once, none twice before all others had their turn, and
it stays so when posts come and go meanwhile. No clock and no memory but the number of the round,
which the screen counts.
"""

from datetime import date, timedelta

NEWEST = 12
RECENT_SHARE, RECENT_FOR = 12, timedelta(days=90)
OLDER_SHARE = 24
ALL_FIT = NEWEST + RECENT_SHARE  # so many are all in every round
ANNIVERSARIES, ANNIVERSARY_DAYS = 4, 3


def rotation(posts, *, turn, today) -> list[int]:
    """Return the ids of the posts of round `turn` in the order in which they are shown.

    `posts` are (id, day on which it was posted), newest first.
    """
    newest, others = posts[:NEWEST], posts[NEWEST:]
    recent = [post for post in others if today - post[1] < RECENT_FOR]
    older = others[len(recent) :]
    returning = [post for post in older if _has_anniversary(post[1], today)]
    in_turn = _share(older, OLDER_SHARE, turn)
    extra = [post for post in _some(returning, ANNIVERSARIES, turn) if post not in in_turn]
    return _mixed([newest, _share(recent, RECENT_SHARE, turn), in_turn, extra])


def _share(posts, most, turn):
    parts = 1
    while len(posts) > most * parts:
        parts *= 2
    return [post for post in posts if post[0] % parts == turn % parts]


def _some(posts, most, turn):
    """`most` of a few, others in each round."""
    start = turn * most % len(posts) if len(posts) > most else 0
    return (posts + posts)[start : start + most] if len(posts) > most else posts


def _has_anniversary(day: date, today):
    for back in range(ANNIVERSARY_DAYS):
        then = today - timedelta(days=back)
        on = (2, 28) if (day.month, day.day) == (2, 29) else (day.month, day.day)
        if on == (then.month, then.day) and day.year < then.year:
            return True
    return False


def _mixed(groups):
    """The groups in one row, each spread evenly over it and in its own order."""
    placed = [
        ((place + 0.5) / len(group), number, post[0])
        for number, group in enumerate(groups)
        for place, post in enumerate(group)
    ]
    return [pk for _, _, pk in sorted(placed)]
