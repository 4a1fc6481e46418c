"""Calls in a loop cost the same at any depth of the stack."""

import resource

from retros.call_stack import call_with_room
from retros.wsgi import application


def pages_of_memory(depth):
    """Return how many pages the system provided while 500 calls were made at this depth."""
    if depth:
        return pages_of_memory(depth - 1)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(500):
        nothing()
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before


def nothing():
    pass


def test_calls_at_any_depth_of_a_page_need_no_more_memory():
    asked = [call_with_room(pages_of_memory, depth) for depth in range(400)]

    assert max(asked) < 100  # one at each turn otherwise


def test_requests_have_room():
    assert application.func is call_with_room


def test_arguments_and_results_pass_as_they_are():
    assert call_with_room(dict, {"a": 1}, b=2) == {"a": 1, "b": 2}
