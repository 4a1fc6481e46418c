"""Drawing a timeline: pure functions over events that need no database."""

from datetime import date

from retros.drawing.timeline import stretches_of
from retros.drawing.timeline_chart import axis_of
from retros.models import TimelineEvent


def event(on, precision="day", phase=""):
    return TimelineEvent(on=date.fromisoformat(on), precision=precision, phase=phase, text="It.")


def test_events_in_a_row_of_one_phase_stand_together():
    events = [event("2026-01-01", phase="think"), event("2026-01-02", phase="think")]
    events += [event("2026-01-03", phase="build"), event("2026-01-04", phase="think")]
    stretches = stretches_of(events)
    assert [(s.label, len(s.moments)) for s in stretches] == [
        ("Think it", 2),
        ("Build it", 1),
        ("Think it", 1),
    ]


def test_long_gaps_are_said_in_words():
    days = ["2026-01-01", "2026-01-20", "2026-05-20", "2029-05-20"]
    moments = stretches_of(map(event, days))[0].moments
    assert [m.later for m in moments] == ["", "", "4 months later", "3 years later"]
    assert [m.gap for m in moments] == ["same", "weeks", "months", "years"]


def test_gap_is_counted_from_the_beginning_of_a_quarter():
    events = [event("2026-02-15", "quarter"), event("2026-01-01")]
    assert [m.gap for m in stretches_of(events)[0].moments] == ["same", "same"]


def test_axis_spreads_days_in_proportion():
    axis = axis_of(map(event, ["2026-01-01", "2026-01-11", "2026-01-21"]))
    assert axis.dots == [2, 49.5, 97]
    assert axis.spans == []


def test_axis_shows_a_quarter_as_long_as_it_is():
    axis = axis_of([event("2026-01-01"), event("2026-02-20", "quarter"), event("2026-12-31")])
    (left, width), *_ = axis.spans
    assert left == 2
    assert 22 < width < 24


def test_events_of_one_quarter_share_it():
    axis = axis_of([event("2026-01-10", "quarter") for _ in range(4)])
    assert len(set(axis.dots)) == 4


def test_phases_at_the_same_time_get_lanes_of_their_own():
    events = [event("2026-01-01", phase="build"), event("2026-03-01", phase="ship")]
    events += [event("2026-06-01", phase="build"), event("2026-07-01", phase="ship")]
    assert [band.lane for band in axis_of(events).bands] == [0, 1]


def test_few_or_simultaneous_events_get_no_axis():
    assert axis_of([event("2026-01-01"), event("2027-01-01")]) is None
    assert axis_of([event("2026-01-01")] * 5) is None


def test_any_dates_can_be_drawn():
    axis = axis_of([event("0001-01-01"), event("1999-12-31", "quarter"), event("9999-12-31")])
    assert 2 <= len(axis.ticks) <= 10


def test_a_few_weeks_within_a_month_get_one_label():
    axis = axis_of(map(event, ["2026-01-02", "2026-01-12", "2026-01-30"]))
    assert [label for _, label in axis.ticks] == ["Jan 2026"]


def test_only_what_is_certain_is_said_after_a_vague_date():
    events = [event("2015-01-01", "quarter"), event("2015-05-01", "month")]
    moments = stretches_of(events)[0].moments
    assert moments[1].later == ""
