"""Texts that are hard to set: in words without a gap, in wide letters, in other scripts."""

TEXTS = {
    "words": "lesson words ",
    "one long word": "Datenschutzgrundverordnungsfolgenabschätzung",
    "wide letters": "MW@",
    "emoji": "🧗‍♀️🙂",
    "japanese": "本番環境の複製で切り替えを",
    "arabic": "تعلمنا أن نسأل قبل أن نبدأ ",
    "combining": "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A",
}
