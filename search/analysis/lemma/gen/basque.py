"""Writes data/irregular/eu.tsv: the verbs of Basque that have finite forms of
their own, with their subordinating endings and the prefixes ba- and bait-,
and the participles in -an, whose n belongs to the verb. Own work after the
grammar of the language.

    python3 basque.py > search/analysis/data/irregular/eu.tsv
"""
FINITE = """
izan naiz haiz da gara zara zarete dira nintzen zen ginen zinen zineten ziren zait zaio zaigu zaizu zaie zitzaion zitzaien zaizkio zaizkigu zaizkie litzateke liteke daiteke daitezke zatekeen
ukan dut duk du dugu duzu duzue dute ditut ditu ditugu dituzu dituzue dituzte nuen zuen genuen zenuen zenuten zuten nituen zituen genituen zituzten dit dio digu die diote dizkio dizkie zion zien zioten luke lukete lituzke
egon nago hago dago gaude zaude zaudete daude nengoen zegoen geunden zeunden zeuden dagokio dagozkio zegokion dagokie
joan noa hoa doa goaz zoaz zoazte doaz nindoan zihoan gindoazen zihoazen
etorri nator hator dator gatoz zatoz zatozte datoz nentorren zetorren gentozen zetozen datorkio zetorkion
ibili nabil habil dabil gabiltza zabiltza zabiltzate dabiltza nenbilen zebilen genbiltzan zebiltzan
jakin dakit dakik daki dakigu dakizu dakizue dakite nekien zekien genekien zenekien zekiten
eduki daukat dauka daukagu daukazu daukazue daukate dauzkat dauzka dauzkagu dauzkate neukan zeukan geneukan zeukaten zeuzkan zeuzkaten
ekarri dakart dakar dakargu dakarte dakartza dakartzate nekarren zekarren zekarten zekartzan
eraman daramat darama daramagu daramate daramatza daramatzate neraman zeraman zeramaten zeramatzan
esan diot dio diogu diozu diozue diote nioen zioen zioten diotso
iritzi deritzo deritzot zeritzon deritza
jardun dihardu dihardut dihardugu dihardute ziharduen ziharduten
erabili darabil darabilt darabilgu darabilte darabiltza zerabilen zerabiltzan
ikusi dakusa dakusat dakusagu zekusan
iraun dirau diraute zirauen
etzan datza datzan datzate zetzan
jarraitu darrai darraio darraie
"""
IN_AN = "izan joan esan eman eraman jan edan igan".split()
CLOSED = {  # stems of one syllable or their own degree of comparison
    "jo": "jo jotzen jotze jotzea jotzean jotzeko jotzera joko jota jotako jorik joz",
    "on": "onen onena onenak onenaren onenean onenen onenetako onenik",
}
VOICED = {"d": "t", "g": "k", "z": "tz", "n": "n"}  # the first letter after bait-


def subordinate(form):
    """The form with every subordinating ending."""
    yield form
    if form.endswith("n"):  # past
        for ending in ("la", "lako", "larik"):
            yield form[:-1] + ending
        for ending in ("ean", "ez", "a", "ak", "eko", "ik", "ok", "en", "ekin", "etik"):
            yield form + ending
        return
    special = {"da": ["de"], "gara": ["gare"], "zara": ["zare"], "dira": ["dire"], "du": ["due", "du"], "ditu": ["ditue", "ditu"]}
    if form in special:
        bases = special[form]
    elif form[-1] == "t":
        bases = [form[:-1] + "da"]
    elif form[-1] == "k":
        bases = [form[:-1] + "a"]
    elif form[-1] == "r":
        bases = [form + "re"]
    elif form[-1] in "zl":
        bases = [form + "e"]
    elif form[-1] in "oi":
        bases = [form, form + "e"]
    else:
        bases = [form]
    for base in bases:
        for ending in ("n nean nez na nak nik nen nek nei nekin neko narekin naren nentzat neraino la lako larik lakoan").split():
            yield base + ending


lines = set()
for row in FINITE.split("\n"):
    verb, *forms = row.split() or [""]
    for form in forms:
        for f in subordinate(form):
            lines.add((f, verb))
            lines.add(("ba" + f, verb))
            if f[0] in VOICED:
                lines.add(("bai" + VOICED[f[0]] + f[1:], verb))
for verb in IN_AN:
    for ending in " go da dako dakoa dakoak a ak aren ez en ik iko".split(" "):
        lines.add((verb + ending, verb))
    for ending in "ten te tea teak teko tean tera teari tearen teagatik terik tekoa tez".split():
        lines.add((verb[:-1] + ending, verb))
for word, forms in CLOSED.items():
    lines.update((f, word) for f in forms.split())
lines.add(("ukan", "ukan"))
lines.discard(("bada", "bada"))
print("\n".join("\t".join(l) for l in sorted(lines)))
