"""Links the entries of hunspell-be that are one word: the dictionary has
infinitive, present tense, participle and plural of many words apart.

    python3 belarusian.py LISTS > LISTS/be.links.tsv   (after hunspell.py)
"""
import sys

# ending of an entry, what the dictionary form may end in instead
VERBS = """
ую аваць яваць;юю яваць;аю аць;яю яць;ею ець;ыю ыць;шу сіць шыць;жу дзіць зіць жыць;чу ціць чыць чы;шчу сціць;лю ліць;блю біць;плю піць;ўлю віць;млю міць;ню ніць;ру рыць;ну нуць;ду сці;ту сці;ну ць;гу гчы;магу магчы
аны аць;яны яць;лены ліць;блены біць;плены піць;ўлены віць;млены міць;нены ніць;раны рыць;чаны ціць чыць;шаны сіць шыць;джаны дзіць;жаны жыць зіць;шчаны сціць;чаны чы;дзены сці;сены сці;ты ць;нуты нуць
юся яцца;аюся ацца
"""
NOUNS = """
кі ак ок к ка;гі ог г га;хі ох х ха;цы ец ца;ы ,а;і ь я й,;кі ёк;лі ель аль ля;ні ень ня;ні на;ры ор ар ер
"""


def alternatives(stem):
    """а and я outside the stress stand for о and э, е, ё."""
    yield stem
    for weak, strong in (("а", "о"), ("я", "ё"), ("я", "е"), ("а", "э"), ("э", "о")):
        i = stem.rfind(weak)
        if i >= 0 and not any(v in stem[i + 1:] for v in "аеёіоуыэюя"):
            yield stem[:i] + strong + stem[i + 1:]


words = {}
with open(sys.argv[1] + "/be.hunspell.tsv", encoding="utf-8") as f:
    for line in f:
        form, entry = line.rstrip("\n").split("\t")
        words.setdefault(entry, set()).add(form)


def rows(text):
    for row in text.replace("\n", ";").split(";"):
        if row:
            ending, options = row.split(" ", 1)
            yield ending, options.replace(",", " ").split(" ")


lines = set()
for entry in words:
    for ending, options in rows(VERBS):
        if entry.endswith(ending) and len(entry) > len(ending) + 1:
            for o in options:
                for stem in alternatives(entry[: -len(ending)]):
                    if stem + o in words:
                        lines.add((entry, stem + o))
    for ending, options in rows(NOUNS):
        if entry.endswith(ending) and len(entry) > len(ending) + 1 and entry + "х" not in words[entry]:
            for o in options:
                for stem in alternatives(entry[: -len(ending)]):
                    single = stem + o
                    # a plural entry has no cases of the singular, but the two meet in some form or look the same but for а and о
                    if single in words and single != entry and entry[: -len(ending)] + "аў" not in words[single] and len(single) > 2 and single[0] == entry[0]:
                        lines.add((entry, single))
SUPPLETIVE = {"чалавек": "людзі людзей людзям людзьмі людзях", "быць": "ёсць ёсцека быў была было былі буду будзе будзем будзеце будуць будзь", "год": "гадоў гадах гадамі гадам гады гадоў гадох", "ісці": "іду ідзе ідуць ішоў ішла ішлі",
              "магчы": "магу можа можам можаце могуць мог магла маглі магло можаш", "хацець": "хачу хоча хочам хочаце хочуць хочаш", "мець": "маю мае маем маеце маюць маеш", "даць": "дам дасі дасць дадзім дасце дадуць дай дайце"}
for word, forms in SUPPLETIVE.items():
    lines.update((f, word) for f in forms.split())
for line in sorted(lines):
    print(*line, sep="\t")
