"""The faults that `make bench-faults` plants still fit the product."""

import ast

import pytest

from tests.bench.faults import ROOT, Fault, faults

FAULTS = faults().values()


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_can_be_planted(fault):
    planted = fault.planted_in((ROOT / fault.path).read_text(encoding="utf-8"))
    if fault.path.endswith(".py"):
        ast.parse(planted)
    assert all((ROOT / near.partition("::")[0]).exists() for near in fault.near)


def test_half_of_twenty_faults_are_visible_on_postgresql_only():
    assert [len(FAULTS), sum(fault.only_postgresql for fault in FAULTS)] == [20, 10]


@pytest.mark.parametrize("text", ["", "old, and old again"])
def test_a_fault_whose_text_is_gone_or_occurs_twice_is_refused(text):
    fault = Fault("a-fault", "", "retros/odd.py", "old", "new", [])
    with pytest.raises(ValueError, match="a-fault"):
        fault.planted_in(text)
