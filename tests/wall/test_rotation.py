"""Which posts a screen shows in which round: the rule of docs/wall.md."""

from collections import Counter
from datetime import date, timedelta

import pytest

from retros.models.wall_rotation import NEWEST, rotation

TODAY = date(2026, 11, 24)


def wall(number, *, days_between=1, today=TODAY):
    """Posts as the wall has them: numbers from 1, the newest first, one every few days."""
    return [(number - n, today - timedelta(days=n * days_between)) for n in range(number)]


def rounds(posts, turns, today=TODAY):
    return [rotation(posts, turn=turn, today=today) for turn in turns]


@pytest.mark.parametrize("number", [0, 1, 12, 24])
@pytest.mark.parametrize("days_between", [0, 30])
def test_few_posts_are_all_in_each_round(number, days_between):
    posts = wall(number, days_between=days_between)
    for shown in rounds(posts, range(3)):
        assert sorted(shown) == sorted(pk for pk, _ in posts)


def test_few_posts_are_shown_the_newest_first():
    assert rotation(wall(NEWEST), turn=5, today=TODAY) == list(range(NEWEST, 0, -1))


def test_of_two_thousand_the_newest_are_in_every_round():
    posts = wall(2000)
    newest = {pk for pk, _ in posts[:NEWEST]}
    assert all(newest <= set(shown) for shown in rounds(posts, range(20)))


def test_recent_ones_come_more_often_than_old_ones():
    posts = wall(2000)
    times = Counter(pk for shown in rounds(posts, range(128)) for pk in shown)
    newest, recent, old = times[2000], times[1950], times[500]
    assert newest == 128
    assert newest > recent > old >= 1


def test_none_comes_twice_before_all_others_had_their_turn():
    today = date(2026, 6, 15)
    posts = [post for post in wall(2000, today=today) if post[1].month != 6]  # no anniversaries
    older = {pk for pk, day in posts if (today - day).days >= 90}
    for start in (0, 1, 77):  # a screen may begin anywhere
        turns = range(start, start + 128)
        times = Counter(pk for shown in rounds(posts, turns, today) for pk in shown)
        assert {times[pk] for pk in older} == {1}


def test_turns_stay_fair_while_posts_come_and_go():
    today = date(2026, 6, 15)
    posts = [post for post in wall(2000, today=today) if post[1].month != 6]
    times = Counter()
    for turn in range(128):
        times.update(rotation(posts, turn=turn, today=today))
        posts = [(3000 + turn, today), *posts]
        posts = [post for post in posts if post[0] != 10 * turn]
    older = {pk for pk, day in posts if (today - day).days >= 90}
    assert {times[pk] for pk in older} == {1}


@pytest.mark.parametrize("years", [1, 2, 5])
@pytest.mark.parametrize("days_later", [0, 1, 2])
def test_old_ones_return_on_their_anniversary_and_two_days_more(years, days_later):
    posted = date(2026 - years, 11, 24)
    posts = [*wall(1000), (5000, posted), *[(n + 6000, date(2019, 5, 5)) for n in range(900)]]
    today = TODAY + timedelta(days=days_later)
    times = sum(5000 in shown for shown in rounds(posts, range(12), today))
    assert times >= 4, "at least every third round, however many share the day"


def test_post_of_the_29th_of_february_returns_every_year():
    posts = [*wall(100, days_between=0, today=date(2026, 2, 28)), (5000, date(2024, 2, 29))]
    assert 5000 in rotation(posts, turn=0, today=date(2026, 2, 28))


def test_a_round_is_short_enough_to_be_seen():
    sizes = [len(shown) for shown in rounds(wall(2000), range(128))]
    assert max(sizes) <= 60
    assert min(sizes) >= 20


def test_no_post_stands_twice_in_a_round():
    for shown in rounds(wall(2000), range(128)):
        assert len(shown) == len(set(shown))


def test_kinds_are_mixed_evenly():
    posts = wall(2000)
    newest = {pk for pk, _ in posts[:NEWEST]}
    shown = rotation(posts, turn=3, today=TODAY)
    half = len(shown) // 2
    assert 4 <= sum(pk in newest for pk in shown[:half]) <= 8
