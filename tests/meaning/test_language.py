"""English is told from other languages, since the encoder reads no other."""

import pytest

from retros.meaning.language import common_words, is_english

ENGLISH = (
    "Rehearse the cut-over on a copy of production.",
    "Test WebGL builds sooner",
    "IP starvation in Kubernetes",
    "CPU alerting was completely missing",
    "Frequent breaks +3",
    "We met in a café in Zürich and agreed on the schema.",
    "Rollback",
    "No monitoring of certificate expiry",
    "In May we give a five-day online course; some have never opened a terminal.",
    "die() was called in a war room",
)
OTHERS = {
    "de": (
        "Wir hatten keinen Plan für den Rückweg, als die Umstellung begann.",
        "Zertifikate früher erneuern",
        "Die Datenbank war nach dem Umzug nicht erreichbar.",
    ),
    "fr": (
        "Nous n’avions pas de plan de retour quand la migration a commencé.",
        "Tester la bascule avec les données de production",
    ),
    "es": (
        "No teníamos un plan para volver atrás cuando empezó la migración.",
        "Probar la migración con una copia de los datos",
    ),
    "pt": (
        "Não tínhamos um plano de retorno quando a migração começou.",
        "Testar a migração com uma cópia dos dados da produção",
    ),
    "nl": (
        "We hadden geen plan voor de weg terug toen de migratie begon.",
        "Test de overgang met een kopie van de gegevens",
    ),
    "sv": (
        "Vi hade ingen plan för vägen tillbaka när flytten började.",
        "Testa flytten med en kopia av databasen och mät tiden",
    ),
    "ja": ("移行を始めたとき、元に戻す計画がなかった。", "本番データの写しで練習する"),
    "pl": ("Brakowało nam planu powrotu, kiedy zaczęła się migracja.",),
    "ru": ("У нас не было плана отката.",),
}


@pytest.mark.parametrize("text", ENGLISH)
def test_english_is_read(text):
    assert is_english(text)


@pytest.mark.parametrize(
    "text", [text for texts in OTHERS.values() for text in texts], ids=lambda text: text[:20]
)
def test_other_languages_are_not_read(text):
    assert not is_english(text)


@pytest.mark.parametrize("text", ["", "  ", "42", "🚀", "---"])
def test_a_text_without_words_is_not_read(text):
    assert not is_english(text)


@pytest.mark.parametrize(
    ("text", "common"),
    [
        ("Die Kunden dürfen von der Umstellung nichts merken.", {"die", "von", "dürfen"}),
        ("Migramos los datos a la nube y no podemos perder pedidos.", {"los", "la", "y"}),
        ("Nous changeons l’outil des équipes avant la migration.", {"nous", "des", "avant"}),
    ],
)
def test_common_words_are_those_of_the_language(text, common):
    assert common <= common_words(text)
    assert not common_words(text) & {"kunden", "datos", "outil", "migration"}


def test_words_of_english_are_not_common_in_another_language():
    assert common_words("Some tools die in a war room.") == frozenset()
