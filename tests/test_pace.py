"""Limits of time: a slow machine keeps them, slow code does not."""

import pytest

from tests import pace

SLOW = 4 * pace.USUAL_SECONDS  # what the piece of work takes on a machine four times as slow


def test_a_slow_machine_is_given_more_time_and_slow_code_is_not():
    with pace.at_most(2, iter([0, SLOW, 1, 8, 8, 8 + SLOW]).__next__):
        pass
    with (
        pytest.raises(AssertionError, match=r"9.00 s, where 8.00 s"),
        pace.at_most(2, iter([0, SLOW, 1, 10, 10, 10 + SLOW]).__next__),
    ):
        pass


def test_no_machine_is_given_less():
    with pace.at_most(2, iter([0, 0, 1, 2.9, 3, 3]).__next__):
        pass
