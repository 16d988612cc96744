"""Writes the words of a Hunspell dictionary with their entries, for gen.

    python3 hunspell.py FILE (without .dic) > LISTS/be.hunspell.tsv

Suffixes, prefixes and both together are applied, and the suffixes of
suffixes (continuation classes). Compounds are not made.
"""
import re
import sys

name = sys.argv[1]
mode, aliases, rules, cross = "short", [], {}, {}


def flags(text):
    if text.isdigit() and aliases:
        return aliases[int(text) - 1]
    if mode == "num":
        return text.split(",")
    if mode == "long":
        return re.findall("..", text)
    return list(text)


with open(name + ".aff", encoding="utf-8-sig") as f:
    for line in f:
        p = line.split()
        if not p:
            continue
        if p[0] == "FLAG":
            mode = p[1].lower()
        elif p[0] == "AF":
            aliases.append(flags(p[1]) if aliases or not p[1].isdigit() else None)
        elif p[0] in ("SFX", "PFX") and len(p) == 4 and p[2] in "YN" and p[3].isdigit():
            cross[p[1]] = p[2] == "Y"
        elif p[0] in ("SFX", "PFX") and len(p) >= 4:
            add, _, more = p[3].partition("/")
            condition = p[4] if len(p) > 4 else "."
            pattern = re.compile(condition + "$" if p[0] == "SFX" else condition)
            rules.setdefault(p[1], []).append(
                (p[0], "" if p[2] == "0" else p[2], "" if add == "0" else add, pattern, flags(more) if more else []))
aliases = [a for a in aliases if a is not None]


def apply(word, flag):
    for kind, cut, add, pattern, more in rules.get(flag, ()):
        if kind == "SFX":
            if word.endswith(cut) and pattern.search(word):
                yield word[: len(word) - len(cut)] + add, more, kind
        elif word.startswith(cut) and pattern.match(word):
            yield add + word[len(cut):], more, kind


out = sys.stdout
with open(name + ".dic", encoding="utf-8-sig") as f:
    next(f)
    for line in f:
        entry = line.split("\t")[0].strip()
        word, _, marks = entry.partition("/")
        word = word.split()[0] if word.split() else ""
        if not word or any(c.isdigit() for c in word):
            continue
        marks = flags(marks.split()[0]) if marks else []
        forms = {word}
        fronts = []
        for m in marks:
            for form, more, kind in apply(word, m):
                forms.add(form)
                if kind == "PFX" and cross.get(m):
                    fronts.append(m)
                for c in more:
                    forms.update(x for x, _, _ in apply(form, c))
        for m in set(fronts):
            for form in list(forms):
                forms.update(x for x, _, k in apply(form, m) if k == "PFX")
        for form in sorted(forms):
            out.write(form + "\t" + word + "\n")
