"""Texts that are hard to set: in words without a gap, in wide letters, in other scripts."""

TEXTS = {
    "words": "lesson words ",
    "addresses": "https://wiki.example.org/projects/2026/checkout?page=4711&view=all ",
    "german": "Vor der Inbetriebnahme der Zahlungsabwicklungsschnittstelle kommt die Rindfleischetikettierung, ",
    "one long word": "Datenschutzgrundverordnungsfolgenabschätzung",
    "unbroken": "wort",
    "wide letters": "MW@",
    "as wide as Japanese": "—",
    "emoji": "🧗‍♀️🙂",
    "japanese": "本番環境の複製で切り替えを",
    "arabic": "تعلمنا أن نسأل قبل أن نبدأ ",
    "combining": "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A",
}
