"""The words of the two editions: an MSP says customers and contacts, an IT department says sites and users.

Sentences are translated whole and hold places for these words (`"Choose {a_customer}"`, in Italian `"Scegli
{a_customer}"`); no text is ever searched and replaced. The keys are those of the msp edition for both.
"""

from typing import Literal, NamedTuple

Edition = Literal["msp", "it"]


class Noun(NamedTuple):
    """A word and its plural; `gender` is m or f in Italian and empty in English."""

    one: str
    many: str
    gender: str = ""


NOUNS: dict[str, dict[str, dict[str, Noun]]] = {
    "en": {
        "msp": {"customer": Noun("customer", "customers"), "contact": Noun("contact", "contacts")},
        "it": {"customer": Noun("site", "sites"), "contact": Noun("user", "users")},
    },
    "it": {
        "msp": {"customer": Noun("cliente", "clienti", "m"), "contact": Noun("contatto", "contatti", "m")},
        "it": {"customer": Noun("sede", "sedi", "f"), "contact": Noun("utente", "utenti", "m")},
    },
}
_MERGED = {
    "of": ("del", "dell'", "dello", "della", "dei", "degli", "delle"),
    "to": ("al", "all'", "allo", "alla", "ai", "agli", "alle"),
    "from": ("dal", "dall'", "dallo", "dalla", "dai", "dagli", "dalle"),
    "in": ("nel", "nell'", "nello", "nella", "nei", "negli", "nelle"),
    "on": ("sul", "sull'", "sullo", "sulla", "sui", "sugli", "sulle"),
    "the": ("il", "l'", "lo", "la", "i", "gli", "le"),
}


class Terms:
    """The forms of one edition in one language: `customer`, `customers`, `a_customer`, `the_customer(s)`,
    `of_the_customer(s)`, likewise to, from, in, on; `no_customer`, `new_customer`, `this_customer`, `all_customers`.
    A capital first letter (`The_customer`) gives one. `customer_o` and `customers_i` are the endings that Italian
    participles and adjectives take (aggiunt{customer_o}); they are empty in English. The same for `contact`.
    """  # noqa: D205 - the forms are one list

    def __init__(self, edition: Edition, language: str) -> None:
        forms: dict[str, str] = {}
        for key, noun in NOUNS[language][edition].items():
            forms |= _italian(key, noun) if language == "it" else _english(key, noun)
        self._forms = forms | {_capital(key): _capital(words) for key, words in forms.items()}

    def say(self, text: str, **values: object) -> str:
        """Return an already translated sentence with its places filled; values are inserted as they are."""
        return text.format_map({**self._forms, **values})

    def forms(self) -> dict[str, str]:
        """Return every form by its key."""
        return dict(self._forms)


def _english(key: str, noun: Noun) -> dict[str, str]:
    # "a user", "a site": none of these words begins with a spoken vowel.
    forms = {key: noun.one, f"{key}s": noun.many, f"a_{key}": f"a {noun.one}", f"no_{key}": f"no {noun.one}"}
    forms |= {f"new_{key}": f"new {noun.one}", f"this_{key}": f"this {noun.one}", f"all_{key}s": f"all {noun.many}"}
    for before in _MERGED:
        words = "the" if before == "the" else f"{before} the"
        name = "the" if before == "the" else f"{before}_the"
        forms |= {f"{name}_{key}": f"{words} {noun.one}", f"{name}_{key}s": f"{words} {noun.many}"}
    return forms | {f"{key}_o": "", f"{key}s_i": ""}


def _italian(key: str, noun: Noun) -> dict[str, str]:
    female = noun.gender == "f"
    vowel = noun.one[0] in "aeiou"
    forms = {
        key: noun.one,
        f"{key}s": noun.many,
        f"{key}_o": "a" if female else "o",
        f"{key}s_i": "e" if female else "i",
    }
    forms[f"a_{key}"] = f"un'{noun.one}" if female and vowel else f"{'una' if female else 'un'} {noun.one}"
    forms[f"no_{key}"] = f"nessun'{noun.one}" if female and vowel else f"{'nessuna' if female else 'nessun'} {noun.one}"
    forms[f"new_{key}"] = f"{'nuova' if female else 'nuovo'} {noun.one}"
    forms[f"this_{key}"] = f"{'questa' if female else 'questo'} {noun.one}"
    forms[f"all_{key}s"] = f"{'tutte le' if female else 'tutti ' + ('gli' if vowel else 'i')} {noun.many}"
    for before, merged in _MERGED.items():
        name = "the" if before == "the" else f"{before}_the"
        forms[f"{name}_{key}"] = _joined(merged[1] if vowel else merged[3] if female else merged[0], noun.one)
        forms[f"{name}_{key}s"] = _joined(merged[6] if female else merged[5] if vowel else merged[4], noun.many)
    return forms


def _joined(article: str, word: str) -> str:
    return f"{article}{word}" if article.endswith("'") else f"{article} {word}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
