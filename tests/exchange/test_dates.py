"""Times of a timeline, as people write them."""

import pytest

from retros.exchange.reading.dates import minutes_of


@pytest.mark.parametrize(
    ("text", "hour", "minute"),
    [
        ("13:35 the deploy ended", 13, 35),
        ("1:35 pm", 13, 35),
        ("10:45a", 10, 45),
        ("12:30 pm", 12, 30),
        ("12:05 AM", 0, 5),
        ("09.15", 9, 15),
    ],
)
def test_time_of_day_is_read(text, hour, minute):
    assert minutes_of(text) == hour * 60 + minute


def test_text_without_a_time_has_none():
    assert minutes_of("about 5 minutes later") is None
