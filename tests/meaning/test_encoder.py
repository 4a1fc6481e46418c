"""The model: what it gives, and what happens without it."""

from array import array

import pytest
from django.core.management import call_command

from retros import meaning
from retros.meaning import checks, encoder, runtime, words

BRIEF = "We renew the TLS certificates of all services automatically."


@pytest.fixture
def library_missing(monkeypatch):
    """As if onnxruntime had not been installed."""
    monkeypatch.setattr(runtime, "library", lambda: None)
    encoder.problem.cache_clear()
    yield
    encoder.problem.cache_clear()


def test_texts_of_the_same_meaning_are_closer_than_others(meaning_on):
    brief = meaning.of(BRIEF)
    near = meaning.cosine(brief, meaning.of("There was no monitoring of certificate expiry"))
    far = meaning.cosine(brief, meaning.of("The venue had too few chairs for everybody"))
    assert near > 0.4 > 0.2 > far


def test_a_vector_is_384_bytes_and_always_the_same(meaning_on):
    first = encoder.encoded(BRIEF)
    assert len(first) == 384
    assert encoder.encoded(BRIEF) == first


@pytest.mark.parametrize("word", ["the", "certificate", "Payment", "pattern"])
def test_vectors_made_beforehand_are_those_of_their_words(meaning_on, word):
    _, tokenizer = encoder._load()
    ready = words.vector_of(tokenizer.encode(word))
    (made,) = encoder._together([word])
    assert meaning.cosine(ready, made) > 0.99  # the last bits differ between processors


def test_words_and_sentences_are_compared_in_their_order(meaning_on):
    asked = ["quarterlies", "certificate", "We renew the certificates", "xylophones", "payment"]
    alone = [meaning.each_like(BRIEF, [it])[0] for it in asked]
    assert meaning.each_like(BRIEF, asked) == pytest.approx(alone, abs=0.02)


def test_a_long_text_is_cut_rather_than_refused(meaning_on):
    assert len(meaning.of("The release was late. " * 5_000)) == 384


def test_a_model_that_cannot_be_run_says_why():
    model = runtime.Model(encoder.FOLDER / "cosines.onnx")
    rows = array("b", [1] * 12)
    with pytest.raises(RuntimeError, match="invalid dimensions"):
        model.run({"rows": (rows, (1, 12))}, {"cosines": (array("f", [0]), (1, 1))})
    with pytest.raises(RuntimeError, match="failed"):
        runtime.Model(encoder.FOLDER / "missing.onnx")


def test_other_languages_have_no_vector(meaning_on):
    assert meaning.of("Wir hatten keinen Plan für den Rückweg.") is None


def test_nothing_is_encoded_when_it_is_turned_off(meaning_on, settings):
    settings.MEANING = False
    assert not meaning.is_on()
    assert encoder.encoded(BRIEF) is None


def test_nothing_is_encoded_without_the_library(meaning_on, library_missing):
    assert not meaning.is_on()
    assert encoder.encoded(BRIEF) is None


def test_a_model_file_that_was_changed_is_not_used(meaning_on, monkeypatch, tmp_path):
    for name in encoder.FILES:
        (tmp_path / name).write_bytes(b"not the model")
    monkeypatch.setattr(encoder, "FOLDER", tmp_path)
    encoder.problem.cache_clear()
    try:
        assert "is not the file that Retros came with" in meaning.problem()
        assert not meaning.is_on()
    finally:
        encoder.problem.cache_clear()


def test_the_table_of_tokens_stands_where_it_is_read_from():
    name, start, (rows, columns) = encoder.TABLE
    model = (encoder.FOLDER / next(iter(encoder.FILES))).read_bytes()
    found = model[:start].rindex(name.encode())
    assert start - found == len(name) + 5  # its name, then its length
    assert model[start + rows * columns] == ord("*")  # the next weights begin


def test_the_check_says_in_one_line_what_is_missing(meaning_on, library_missing):
    (warning,) = checks.meaning_can_be_used(None)
    assert "onnxruntime’s library is missing" in warning.msg


def test_the_check_is_silent_where_meaning_was_turned_off(settings, library_missing):
    settings.MEANING = False
    assert checks.meaning_can_be_used(None) == []


def test_the_check_is_silent_where_everything_is_there(meaning_on):
    assert checks.meaning_can_be_used(None) == []


def test_importing_the_site_does_not_load_the_model():
    import subprocess
    import sys

    code = (
        "import django; django.setup(); import retros.urls, sys;"
        "sys.exit(bool({'onnxruntime', 'numpy'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


def test_encoding_a_text_reports_nothing_to_anybody(tmp_path):
    import subprocess
    import sys

    code = (
        "import django, sys; django.setup(); from retros.meaning import encoder;"
        "encoder.encoded('A'); sys.exit('numpy' in sys.modules)"
    )
    home = {"HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "retros.settings"}
    subprocess.run([sys.executable, "-c", code], env=home, check=True)
    assert list(tmp_path.rglob("*")) == []  # onnxruntime first gives the machine a number


@pytest.mark.django_db
def test_manage_py_check_passes_without_the_library(meaning_on, library_missing):
    call_command("check")
