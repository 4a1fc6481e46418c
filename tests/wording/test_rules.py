"""Each rule against its own examples, and all against the labeled sentences."""

import pytest

from retros.wording import hints
from retros.wording.rules import RULES
from tests.bench import wording as bench


def examples(kind):
    for rule in RULES.values():
        for sentence in getattr(rule, kind):
            yield pytest.param(rule, sentence, id=f"{rule.name}: {sentence}")


def given(rule, sentence):
    return [hint.words for hint in hints(sentence, names=rule.hears_for) if hint.rule == rule.name]


@pytest.mark.parametrize(("rule", "sentence"), list(examples("hits")))
def test_rule_hits_what_it_is_for(rule, sentence):
    assert given(rule, sentence)


@pytest.mark.parametrize(("rule", "sentence"), list(examples("passes")))
def test_rule_passes_what_only_looks_like_it(rule, sentence):
    assert not given(rule, sentence)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.name)
def test_rule_says_why_in_one_sentence_and_how_to_begin(rule):
    assert rule.reason.endswith(".")
    assert len(rule.reason) <= 110
    assert "…" in rule.instead
    assert len(rule.hits) >= 4
    assert len(rule.passes) >= 4


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.name)
def test_rewordings_and_reasons_get_no_hint_themselves(rule):
    assert not hints(rule.instead)
    assert not hints(rule.reason.replace("fault", ""))


@pytest.mark.parametrize("rule", RULES)
def test_nine_of_ten_hints_on_our_sentences_are_right(rule):
    counts = bench.measure(bench.own())[rule]
    assert bench.precision(counts) >= 0.9
    assert bench.recall(counts) >= 0.8
