"""Writes given.gen.tsv and surnames.gen.tsv of the language packs from the name lists of two libraries under the MIT licence.

    python3 corpus/lang/gen/names.py corpus/lang FAKER_PY FAKER_JS

FAKER_PY is the unpacked PyPI package faker (the folder that holds `faker/`), FAKER_JS the unpacked npm package
@faker-js/faker (with node on the path). One name a line, NFC, byte-sorted, no twins; Serbian in Latin letters. Where
nothing but lists tells a name (Devanagari, Urdu), words of the pack's common.tsv are left out.
"""
import importlib
import json
import subprocess
import sys
import unicodedata
from pathlib import Path

packs, faker_py, faker_js = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
sys.path.insert(0, faker_py)

# Locales by pack. Where a locale holds names in another script than the pack's, they are dropped below.
LOCALES = {
    "ar": ["ar_AA", "ar_SA", "ar_PS"], "az": ["az_AZ"], "bg": ["bg_BG"], "cs": ["cs_CZ"], "da": ["da_DK"],
    "de": ["de_DE", "de_AT", "de_CH"], "el": ["el_GR"], "en": ["en_GB", "en_US", "en_IE", "en_NZ"], "es": ["es_ES", "es_MX", "es_AR", "es_CL", "es_CO"],
    "et": ["et_EE"], "fa": ["fa_IR"], "fi": ["fi_FI"], "fr": ["fr_FR", "fr_BE", "fr_CH", "fr_CA"], "ga": ["ga_IE"], "he": ["he_IL"], "hi": ["hi_IN"],
    "hr": ["hr_HR"], "hu": ["hu_HU"], "hy": ["hy_AM"], "id": ["id_ID"], "is": ["is_IS"], "it": ["it_IT"], "ja": ["ja_JP"], "ka": ["ka_GE"],
    "ko": ["ko_KR"], "lt": ["lt_LT"], "lv": ["lv_LV"], "mk": ["mk_MK"], "nb": ["no_NO"], "nl": ["nl_NL", "nl_BE"], "pl": ["pl_PL"],
    "pt": ["pt_PT", "pt_BR"], "ro": ["ro_RO"], "ru": ["ru_RU"], "sk": ["sk_SK"], "sl": ["sl_SI"], "sr": [], "sv": ["sv_SE"], "th": ["th_TH"],
    "tr": ["tr_TR"], "uk": ["uk_UA"], "uz": ["uz_UZ"], "vi": ["vi_VN"], "zh": ["zh_CN", "zh_TW"], "ca": ["es_CA"],
}
JS = {
    "ar": ["ar"], "az": ["az"], "cs": ["cs_CZ"], "da": ["da"], "de": ["de", "de_AT", "de_CH"], "el": ["el"], "en": ["en", "en_GB", "en_IN", "en_US"], "es": ["es", "es_MX"],
    "fa": ["fa"], "fi": ["fi"], "fr": ["fr", "fr_BE"], "he": ["he"], "hr": ["hr"], "hu": ["hu"], "hy": ["hy"], "id": ["id_ID"], "it": ["it"], "ja": ["ja"],
    "ka": ["ka_GE"], "ko": ["ko"], "lv": ["lv"], "mk": ["mk"], "nb": ["nb_NO"], "nl": ["nl", "nl_BE"], "pl": ["pl"], "pt": ["pt_PT", "pt_BR"],
    "ro": ["ro", "ro_MD"], "ru": ["ru"], "sk": ["sk"], "sl": ["sl_SI"], "sr": ["sr_RS_latin"], "sv": ["sv"], "th": ["th"], "tr": ["tr"], "uk": ["uk"],
    "ur": ["ur"], "uz": ["uz_UZ_latin"], "vi": ["vi"], "zh": ["zh_CN", "zh_TW"],
}
SCRIPT = {"ar": "ARABIC", "fa": "ARABIC", "ur": "ARABIC", "he": "HEBREW", "hi": "DEVANAGARI", "hy": "ARMENIAN", "ka": "GEORGIAN", "el": "GREEK", "ja": "CJK|KATAKANA|HIRAGANA",
          "zh": "CJK", "ko": "HANGUL", "th": "THAI", "ru": "CYRILLIC", "uk": "CYRILLIC", "bg": "CYRILLIC", "mk": "CYRILLIC"}
LISTED = {"hi", "ur"}


def words(value):
    """All names in a provider's list: strings, dictionaries with weights, tuples of (name, reading)."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (k for k in value if isinstance(k, str))
    elif isinstance(value, (list, tuple, set)):
        for v in value:
            if isinstance(v, (tuple, list)):
                yield str(v[0])
            elif isinstance(v, str):
                yield v


def from_python(locale):
    try:
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
    except ImportError:
        return [], []
    given, family = [], []
    for name in dir(provider):
        if name.startswith("first_name") or name in ("first_kanji_names",):
            given += words(getattr(provider, name))
        if name.startswith("last_name") or name.startswith("surname"):
            family += words(getattr(provider, name))
    return given, family


def from_node(locales):
    code = """
import * as f from %s;
const out = {};
for (const l of %s) { const d = f.allLocales[l]; if (!d || !d.person) continue; const g = [], s = [];
  const take = (x, to) => { if (!x) return; if (Array.isArray(x)) { for (const v of x) to.push(typeof v === 'string' ? v : v.value); } else { for (const k of Object.values(x)) take(k, to); } };
  take(d.person.first_name, g); take(d.person.last_name, s); out[l] = [g, s]; }
console.log(JSON.stringify(out));
""" % (json.dumps(str(faker_js / "dist/index.js")), json.dumps(locales))
    done = subprocess.run(["node", "--input-type=module", "-e", code], capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr)
    return json.loads(done.stdout)


def keep(name, script):
    name = unicodedata.normalize("NFC", name.strip())
    if not name or "{" in name or len(name) > 30 or "." in name:
        return None
    if script and not any(p in unicodedata.name(c, "") for c in name for p in script.split("|")):
        return None
    if not script and any(ord(c) > 0x24f and not 0x1e00 <= ord(c) <= 0x1eff for c in name.replace("ʻ", "").replace("’", "")):
        return None
    return name


js = from_node(sorted({l for v in JS.values() for l in v}))
for code in sorted(set(LOCALES) | set(JS)):
    if not (packs / code / "pack.yaml").exists():
        continue
    given, family = [], []
    common = set((packs / code / "common.tsv").read_text(encoding="utf-8").split("\n")) if code in LISTED else set()
    for l in LOCALES.get(code, []):
        g, f = from_python(l)
        given += g
        family += f
    for l in JS.get(code, []):
        g, f = js.get(l, ([], []))
        given += g
        family += f
    for name, values in (("given", given), ("surnames", family)):
        kept = {k for v in values if (k := keep(v, SCRIPT.get(code))) and k not in common}
        if kept:
            lines = sorted(kept, key=lambda s: s.encode())
            (packs / code / f"{name}.gen.tsv").write_text("".join(l + "\n" for l in lines), encoding="utf-8")
            print(code, name, len(lines))
