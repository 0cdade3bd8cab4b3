"""The known actors: countries, organisations, persons, media and places, found by any of their names."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cache, cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NamedTuple

from kg.errors import TableError
from kg.model import Entity
from kg.persian.letters import ALEF, HEH, YEH
from kg.persian.lexicon import PLACES
from kg.persian.spelling import words
from kg.persian.tables import Row, read_table

BASE = "https://w3id.org/kg-fa/ent/"
COLUMNS = ("key", "slug", "label", "label_en", "kind", "principal", "aliases")
_TABLES = (
    ("countries.tsv", ("key", "slug", "label", "label_en", "wikidata", "aliases")),
    ("organisations.tsv", COLUMNS),
    ("media.tsv", COLUMNS),
    ("persons.tsv", ("slug", "label", "label_en", "principal", "office", "since", "until", "aliases")),
    ("places.tsv", PLACES),
)
_CAPITAL = "capital"
_TITLES = ("rank", "cleric", "learned")
PLURAL = HEH + ALEF
"""The plural ending of peoples, as a comparable word: «عمانی‌ها»."""


class Match(NamedTuple):
    """A known name inside a phrase: tokens `first` to `last`, the latter not included."""

    first: int
    last: int
    entity: Entity


Doubt = tuple[frozenset[str], ...]
"""What speaks for a name that is also a common word: one of these sets has to hold whole."""
Admits = Callable[[Sequence[str], Match, Doubt], bool]


def name_key(tokens: Sequence[str]) -> str:
    """Words as one: «قلعه نویی», «قلعه‌نویی» and «قلعهنویی» are one name."""
    return "".join(tokens)


class Registry:
    """Entities by key, by IRI and by name; names are compared as `name_key` spells them, the longest first."""

    def __init__(self, rows: Iterable[Row], doubts: Iterable[Row] = ()) -> None:
        self._keys: dict[str, Entity] = {}
        self._iris: dict[str, Entity] = {}
        self._names: dict[str, Entity] = {}
        self._places: dict[str, Entity] = {}
        self._english: dict[str, list[str]] = {}
        self._titled: dict[tuple[str, str], Entity] = {}
        self._peoples: dict[str, Entity] = {}
        self._offices: dict[str, set[str]] = {}
        self._short: dict[str, str] = {}
        self._lines: dict[str, Row] = {}
        self._doubts = {name_key(words(row.need("name"))): _doubt(row) for row in doubts}
        self._longest = 1
        self.given_names: set[str] = set()
        waiting = list(rows)
        # The first row of a key counts: `AU` as somebody's principal is Australia, not the African Union.
        slugs = {row["key"]: row.need("slug") for row in reversed(waiting) if row.get("key")}
        for row in waiting:
            self._add(row, slugs)

    def _add(self, row: Row, slugs: dict[str | None, str]) -> None:
        key, bearer = row.get("key"), row.get("principal") or row.get("country")
        if bearer is not None and bearer not in slugs:
            raise TableError(row.place, f"principal '{bearer}' has no row;", "add one with this key.")
        kind = "place" if "lat" in row else row.get("kind") or ("person" if "office" in row else "country")
        principal = bearer or (None if kind == "medium" else key)
        iri = BASE + row.need("slug")
        relations = {"principal": BASE + slugs[bearer] if bearer else iri} if principal else {}
        entity = Entity(
            iri, row.need("label"), row["label_en"], kind, principal, row.get("wikidata"), relations, _office(row),
            _point(row),
        )  # fmt: skip
        if key is not None:
            self._keys.setdefault(key, entity)
        if bearer is not None and (office := row.get("office")):
            self._offices.setdefault(bearer, set()).add(office)
        self._iris[entity.iri] = entity
        shorter = (row["aliases"] or "").partition("|")[0]
        if kind == "country" and " " in entity.label and shorter and not shorter.endswith(YEH):
            self._short[iri] = shorter
        for name in filter(None, [entity.label, entity.label_en, *(row["aliases"] or "").split("|")]):
            self._name(words(name), entity, row)
            if name.isascii() and name != entity.label_en:
                self._english.setdefault(entity.iri, []).append(name)

    def english(self, iri: str) -> tuple[str, ...]:
        """Other names of an entity in Latin letters: «Iran» of the Islamic Republic of Iran."""
        return tuple(self._english.get(iri, ()))

    def short(self, entity: Entity) -> str:
        """The name an entity has within others: «ایران» of «جمهوری اسلامی ایران»; its label where it has no other."""
        return self._short.get(entity.iri, entity.label)

    def offices(self, entity: Entity) -> frozenset[str]:
        """The offices, by their English names, that persons of the tables hold or held for an entity."""
        return frozenset(self._offices.get(entity.principal or "", ()))

    def _name(self, tokens: tuple[str, ...], entity: Entity, row: Row) -> None:
        name = name_key(tokens)
        self._longest = max(self._longest, len(tokens) + 1)
        if entity.kind == "place":
            self._places.setdefault(name, entity)
            if row["kind"] == _CAPITAL:
                self._names.setdefault(name, self._keys[entity.principal or ""])
            return
        if entity.kind == "person" and len(tokens) > 1:
            self.given_names.add(tokens[0])
        if entity.kind == "person" and (titled := _titled(tokens)):
            self._titled.setdefault(titled, entity)
        known = self._names.get(name)
        if known is not None and known != entity:
            line = self._lines[name].place
            raise TableError(row.place, f"name '{' '.join(tokens)}' was given in {line};", "a name has one bearer.")
        self._names[name], self._lines[name] = entity, row
        if entity.kind == "country" and name.endswith(YEH) and name != name_key(words(entity.label)):
            self._peoples[name + PLURAL] = entity

    def by_key(self, key: str) -> Entity | None:
        """The entity with this principal key (`IR`, `NAM`), None when there is none."""
        return self._keys.get(key)

    def by_iri(self, iri: str) -> Entity | None:
        """The entity with this IRI, None when the registry has none."""
        return self._iris.get(iri)

    def principal(self, entity: Entity) -> Entity | None:
        """Whom an entity stands for, as the registry has it: of «سپاه» Iran."""
        return self._iris.get(entity.relations.get("principal", ""))

    def place(self, tokens: Sequence[str]) -> Entity | None:
        """The place with exactly this name: «پاریس» is the city here, not the French government."""
        return self._places.get(name_key(tokens))

    def exact(self, tokens: Sequence[str], admits: Admits | None = None) -> Entity | None:
        """The entity one of whose names is exactly these folded words."""
        match = self._at(tokens, 0, len(tokens), admits)
        return match.entity if match else None

    def titled(self, tokens: Sequence[str]) -> Entity | None:
        """The person of a surname behind a title of his: «سرتیپ نقدی» where the tables have «سردار نقدی»."""
        found = _titled(tokens)
        return self._titled.get(found) if found else None

    def matches(self, tokens: Sequence[str], admits: Admits | None = None) -> Iterator[Match]:
        """Known names in a phrase from left to right, the longest at each place, none overlapping.

        A common noun that is also a short name counts only where it ends the phrase: «بازرسان آژانس»,
        not «آژانس فضایی روسیه».  `admits` decides on names that are also common words; without it they
        are none.
        """
        at = 0
        while at < len(tokens):
            if tokens[at] not in self._beginnings:
                at += 1
                continue
            for length in range(self._reach(tokens, at), 0, -1):
                match = self._at(tokens, at, at + length, admits)
                if match is not None and not (length == 1 and _is_common(tokens, at)):
                    yield match
                    at += length - 1
                    break
            at += 1

    def _reach(self, tokens: Sequence[str], first: int) -> int:
        """How many words from here on a name can have that begins with them."""
        begun, last = "", first
        while last < min(first + self._longest, len(tokens)) and (begun := begun + tokens[last]) in self._beginnings:
            last += 1
        return last - first

    @cached_property
    def _beginnings(self) -> frozenset[str]:
        """What names begin with, up to the whole of them."""
        names = (*self._names, *self._places, *self._peoples)
        return frozenset(name[:length] for name in names for length in range(1, len(name) + 1))

    def _at(self, tokens: Sequence[str], first: int, last: int, admits: Admits | None) -> Match | None:
        name = name_key(tokens[first:last])
        entity = self._names.get(name) or self._places.get(name) or self._peoples.get(name)
        if entity is None:
            return None
        match, doubt = Match(first, last, entity), self._doubts.get(name)
        return match if doubt is None or (admits is not None and admits(tokens, match, doubt)) else None


def _office(row: Row) -> str | None:
    """«Foreign Minister, 2013/2021»; an open end is left out."""
    office, since, until = row.get("office"), row.get("since"), row.get("until")
    years = f"{since or ''}/{until or ''}" if since or until else None
    return f"{office}, {years}" if office and years else office


def _point(row: Row) -> tuple[float, float] | None:
    """Latitude and longitude in degrees, None where the table has none."""
    lat, lon = row.get("lat"), row.get("lon")
    if lat is None or lon is None:
        return None
    try:
        return float(lat), float(lon)
    except ValueError:
        raise TableError(row.place, f"'{lat}', '{lon}' are no coordinates;", "degrees with a point.") from None


def _doubt(row: Row) -> Doubt:
    """«whole+named|proper»: alone and named otherwise, or tagged as a proper noun."""
    return tuple(frozenset(way.split("+")) for way in row.need("when").split("|"))


def untitled(tokens: Sequence[str]) -> list[str]:
    """The words behind the titles: «آیت‌الله سید علی خامنه‌ای» -> «علی خامنه‌ای»; a title alone and «خانم‌ها» stay."""
    titles, left = head_kinds()["title"], list(tokens)
    while len(left) > 1:
        length = _front(left, titles)
        if not length or left[length] in (PLURAL, PLURAL + YEH):
            break
        left = left[length:]
    return left


def _front(tokens: Sequence[str], titles: Collection[str]) -> int:
    """How many words the title in front of others has, the longest one; 0 when there is none."""
    return next((n for n in (3, 2, 1) if n < len(tokens) and " ".join(tokens[:n]) in titles), 0)


def _titled(tokens: Sequence[str]) -> tuple[str, str] | None:
    """The kind of the first title and the name behind them all: «سردار سرتیپ نقدی» -> rank, «نقدی»; None: no title."""
    found = next(((kind, n) for kind in _TITLES if (n := _front(tokens, head_kinds()[kind]))), None)
    return (found[0], name_key(untitled(tokens[found[1] :]))) if found else None


def person_first(matches: Sequence[Match]) -> Entity | None:
    """«باراک راوید، خبرنگار آکسیوس»: whoever a phrase begins with, by given and family name; None: nobody known."""
    first = matches[0] if matches else None
    return first.entity if first and not first.first and first.last > 1 and first.entity.kind == "person" else None


def medium_first(matches: Sequence[Match]) -> Entity | None:
    """«خبرگزاری رویترز» is «رویترز»."""
    first = matches[0] if matches else None
    return first.entity if first and first.first <= 1 and first.entity.kind == "medium" else None


def _is_common(tokens: Sequence[str], at: int) -> bool:
    return at + 1 < len(tokens) and tokens[at] in head_kinds()["demonstrative-organisation"]


@cache
def load_registry(extra: Path | None = None) -> Registry:
    """The shipped registry, with the rows of the user's `extra` table.

    TableError, with file and line, for an unknown column, a name with two bearers or a principal
    without a row.
    """
    root: Traversable = files("kg.persian")
    rows = [row for name, columns in _TABLES for row in read_table(root / name, columns)]
    doubts = read_table(root / "doubtful.tsv", ("name", "when"))
    return Registry([*rows, *(read_table(extra, COLUMNS) if extra else [])], doubts)


@cache
def head_kinds() -> dict[str, frozenset[str]]:
    """Classes of `heads.tsv`: kind -> comparable words, those that ZWNJ parts with a space between."""
    rows = read_table(files("kg.persian") / "heads.tsv", ["kind", "words"])
    return {
        row.need("kind"): frozenset(" ".join(words(word)) for word in row.need("words").split()) for row in rows
    }
