"""Writes the word frequencies of wordfreq (PyPI, 3.1.1; data CC BY-SA 4.0).

    python3 wordfreq.py DATA OUT     DATA is wordfreq/data of the package; needs msgpack
"""
import gzip
import pathlib
import sys

import msgpack

CYRILLIC = [("lj", "љ"), ("nj", "њ"), ("dž", "џ")] + list(zip("abvgdđežzijklmnoprstćufhcčš", "абвгдђежзијклмнопрстћуфхцчш"))
package, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
out.mkdir(parents=True, exist_ok=True)
for file in sorted(package.glob("small_*.msgpack.gz")):
    code = file.name[6:].split(".")[0]
    code = {"fil": "tl", "nb": "no"}.get(code, code)
    bins = msgpack.unpackb(gzip.open(file).read(), raw=False)[1:]
    with open(out / (code + ".tsv"), "w", encoding="utf-8") as f:
        for centibel, words in enumerate(bins):
            for word in words:
                if any(c.isdigit() for c in word):
                    continue
                n = 10 ** (-centibel / 100) * 1e8
                f.write(f"{word}\t{n:.0f}\n")
                if code == "sh":  # written in both alphabets
                    for latin, cyrillic in CYRILLIC:
                        word = word.replace(latin, cyrillic)
                    f.write(f"{word}\t{n / 2:.0f}\n")
