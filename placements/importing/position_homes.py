"""Which known home a list means: by reference or exact name; a doubtful likeness is put to a person, never guessed."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from placements.importing.batch import Batch
from placements.importing.names import may_be_same, words_of
from placements.importing.rows import Row
from placements.importing.wording import squeezed
from placements.models.contract import Provider
from placements.models.home import Home
from placements.models.household import LivingAs, Person
from placements.models.loading import HomeMatch, MatchState

_MOST_CANDIDATES = 5


@dataclass(frozen=True)
class KnownHome:
    """A home as far as it is needed to be found again."""

    id: int
    ref: str
    names: frozenset[str]


class Homes:
    """The homes held, to be found by what a list calls them."""

    def __init__(self, batch: Batch) -> None:
        self._batch = batch
        self._homes = _known_homes(batch)
        self._by_id = {home.id: home for home in self._homes}
        self._by_ref = {squeezed(home.ref): home for home in self._homes}
        self._by_urn = {squeezed(urn): self._by_id[id_] for urn, id_ in _urns(batch)}
        self._by_words: dict[frozenset[str], list[KnownHome]] = {}
        for home in self._homes:
            for words in {words_of(name) for name in home.names}:
                self._by_words.setdefault(words, []).append(home)
        self._decided = _decided(batch)
        self._providers = _provider_words(batch)
        self.doubtful: list[dict[str, object]] = []

    def find(self, row: Row) -> KnownHome | None:
        """The home of a row; None, with a finding, where it is none that is known or is in doubt."""
        text = row.text("home")
        if text is None:
            return self._by_urn.get(squeezed(row.words("urn"))) if row.text("urn") else None
        said = self._decided.get(text[:200], {})
        confirmed = [id_ for id_, state in said.items() if state in {MatchState.CONFIRMED, MatchState.MATCHED}]
        if confirmed:
            return self._by_id[confirmed[0]]
        if home := self._by_ref.get(squeezed(text)) or self._by_urn.get(squeezed(text)):
            return home
        refused = {id_ for id_, state in said.items() if state is MatchState.REFUSED}
        same = [home for home in self._by_words.get(words_of(text), ()) if home.id not in refused]
        if len(same) == 1 and words_of(text):
            return same[0]
        self._ask(
            row, text, [(home, "more than one home is called this") for home in same] or self._like(text, refused)
        )
        return None

    def _like(self, text: str, refused: set[int]) -> list[tuple[KnownHome, str]]:
        """The homes whose names may mean the same, with why."""
        found = []
        for home in self._homes:
            reasons = [why for name in sorted(home.names) if (why := may_be_same(text, name))]
            if reasons and home.id not in refused:
                found.append((home, reasons[0]))
        return found[:_MOST_CANDIDATES]

    def _ask(self, row: Row, text: str, candidates: list[tuple[KnownHome, str]]) -> None:
        """List a home that is not known, or that a person must decide on."""
        if not candidates and words_of(text) in self._providers:
            return  # a provider whose households are not known: there is nothing to ask
        if not candidates:
            message = (
                f"{text!r} is no home that is held: where the child lives is kept in these words."
                f' If it is one, say so under Same or not, or with: homeward match home "{text}" HOME --same'
            )
            self._batch.note(row, "home-unknown", message, "home", row.text("child"))
            return
        named = "; ".join(f"{home.ref} ({why})" for home, why in candidates)
        message = f"{text!r} may be {named}. It is left open until a person says whether it is."
        self._batch.note(row, "home-doubtful", message, "home", row.text("child"))
        self.doubtful.append({"child": row.text("child"), "home": text, "may_be": [home.ref for home, _ in candidates]})
        for home, why in candidates:
            self._remember(text[:200], home, why)

    def _remember(self, text: str, home: KnownHome, why: str) -> None:
        if home.id in self._decided.setdefault(text, {}):
            return
        self._decided[text][home.id] = MatchState.DOUBTFUL
        work = self._batch.work
        match = HomeMatch(list_text=text, home_id=home.id, state=MatchState.DOUBTFUL, because=why, at=work.clock())
        work.session.add(match)


def _known_homes(batch: Batch) -> list[KnownHome]:
    names: dict[int, list[str]] = {}
    carers = sa.select(Person.home_id, Person.name).where(Person.living_as == LivingAs.CARER, Person.name.is_not(None))
    for home_id, name in batch.session.execute(carers.order_by(Person.id)):
        names.setdefault(home_id, []).append(str(name))
    homes = batch.session.execute(sa.select(Home.id, Home.ref, Home.name).order_by(Home.id))
    return [
        KnownHome(id_, ref, frozenset(filter(None, (name, " and ".join(names.get(id_, ()))))))
        for id_, ref, name in homes
    ]


def _provider_words(batch: Batch) -> set[frozenset[str]]:
    providers = batch.session.execute(sa.select(Provider.ref, Provider.name))
    return {words_of(text) for ref, name in providers for text in (ref, name)}


def _urns(batch: Batch) -> list[tuple[str, int]]:
    rows = batch.session.execute(sa.select(Home.urn, Home.id).where(Home.urn.is_not(None)))
    return [(str(urn), id_) for urn, id_ in rows]


def _decided(batch: Batch) -> dict[str, dict[int, MatchState]]:
    """What was found or decided before of each text: home by home."""
    decided: dict[str, dict[int, MatchState]] = {}
    for match in batch.session.scalars(sa.select(HomeMatch).order_by(HomeMatch.id)):
        decided.setdefault(match.list_text, {})[match.home_id] = match.state
    return decided
