"""One synthetic forum: its event, its document, and the facts that the text of that states.

Each quote names whom, what, where and when its fact is about, so that the forums conform.
"""

from __future__ import annotations

from datetime import date
from random import Random
from typing import NamedTuple

from .quads import Quads, literal, typed
from .synthetic_source import SyntheticSource

SERIES = "series:synthetic"
BODIES = ("body:crm", "body:rrocm", "body:un-regional-network-lac", "body:sica", "body:segib")
KINDS = {
    "agreement": "agreed to exchange information on the implementation of",
    "appraisal": "value the progress that the region has made on",
    "reaffirmation": "reaffirmed their commitment to",
    "recognition": "recognise the key role of local authorities in",
    "report": "drew up road maps to move forward on",
}
STATUSES = {"listener": "a listener", "observer": "an observer"}
LARGE = 50
STATED = "basis:stated"


class Names(NamedTuple):
    """A name in English and Spanish."""

    en: str
    es: str


class SyntheticForum:
    """One forum, its document and the text of that."""

    def __init__(self, number: int, names: dict[str, Names], quads: Quads) -> None:
        self.number = number
        self.names = names
        self.random = Random(number)
        self.quads = quads
        self.name = f"synthetic-{number:06d}"
        self.forum = f"forum:{self.name}"
        self.document = f"document:{self.name}"
        self.source = SyntheticSource(self.name)
        self.order = 0
        wanted = 150 if number % LARGE == 1 else self.random.randint(8, 24)
        states = self._all("state")
        Random(1).shuffle(states)
        weights = [1 / (rank + 3) for rank in range(len(states))]
        drawn = self.random.choices(states, weights, k=3 * wanted)
        self.states = list(dict.fromkeys(drawn))[:wanted]

    def write(self) -> None:
        """Write everything, in the order of the text."""
        self._event()
        self._aims()
        self._participations()
        self._assertions()
        self._citations()
        self._road_maps()
        self._thanks()
        self._funding()
        self.source.write(self.quads)

    def _all(self, kind: str) -> list[str]:
        return [name for name in self.names if name.startswith(f"{kind}:")]

    def _thing(
        self, subject: str, kind: str, en: str, es: str, quote: str, **objects: str | list[str]
    ) -> None:
        basis: dict[str, str | list[str]] = {
            "gcm_basis": STATED,
            "gcm_quote": literal(quote, "en"),
            "gcm_quotedFrom": self.document,
        }
        self.quads.thing(subject, kind, en, es, **(basis | objects))

    def _event(self) -> None:
        number = self.number
        day = date(2031 + number // 12, 1 + number % 12, 1 + number % 27)
        title = self.source.unit(f"JOINT STATEMENT OF SYNTHETIC FORUM {number}", "title")
        host, place = self.states[0], self.random.choice(self._all("place"))
        self._thing(
            self.document,
            "gcm:Document",
            f"Joint statement of synthetic forum {number}",
            f"Declaración conjunta del foro sintético {number}",
            title,
            dct_bibliographicCitation=literal(f"Statement of synthetic forum {number}, {day}."),
            dct_license="<https://creativecommons.org/licenses/by/4.0/>",
            dct_title=literal(f"JOINT STATEMENT OF SYNTHETIC FORUM {number}", "en"),
            schema_about=self.forum,
        )
        body = self.random.choice(BODIES)
        organised = f"{self.names[body].en} held synthetic forum {number}"
        hosted = f"hosted by {self.names[host].en}"
        there = f"in {self.names[place].en} on {day:%-d %B %Y}"
        held = self.source.unit(f"{organised} {there}, {hosted}.")
        dates = {"schema_endDate": typed(day, "xsd:date")}
        if number % 20 != 1:
            dates["schema_startDate"] = typed(day, "xsd:date")
        self._thing(
            self.forum,
            "gcm:Forum",
            f"Synthetic forum {number}",
            f"Foro sintético {number}",
            held,
            gcm_edition=typed(number, "xsd:integer"),
            gcm_eventStatus="event-status:held",
            gcm_followsUp=f"forum:synthetic-{number - 1:06d}" if number > 1 else [],
            schema_location=place,
            schema_superEvent=SERIES,
            **dates,
        )
        if number % 20 == 1:
            self._rival_dates(day, held)
        for role, agent, words in (
            ("organiser", body, organised),
            ("host", host, hosted),
        ):
            self._thing(
                f"role:{self.name}-{role}",
                "gcm:OrganisingRole",
                f"{self.names[agent].en}: {role} of synthetic forum {number}",
                f"{self.names[agent].es}: {role} del foro sintético {number}",
                words,
                gcm_atEvent=self.forum,
                gcm_organiser=agent,
                gcm_role=f"event-role:{role}",
            )

    def _rival_dates(self, day: date, held: str) -> None:
        rival = day.replace(day=28)
        words = f"The programme of the forum gives {rival:%-d %B %Y} as its first day."
        for letter, value, quote in (("a", day, held), ("b", rival, self.source.unit(words))):
            self._thing(
                f"claim:{self.name}-date-{letter}",
                "gcm:Claim",
                f"Synthetic forum {self.number} began on {value}",
                f"El foro sintético {self.number} empezó el {value}",
                quote,
                rdf_object=typed(value, "xsd:date"),
                rdf_predicate="schema:startDate",
                rdf_subject=self.forum,
            )

    def _listing(self, what: str, listed: str, quote: str, **objects: str) -> None:
        self._thing(
            f"listing:{self.name}-{what}",
            "gcm:Listing",
            f"The list of {what} of synthetic forum {self.number}",
            f"La lista de {what} del foro sintético {self.number}",
            quote,
            gcm_concernsFact=self.forum,
            gcm_basis="basis:editorial",
            gcm_completeness="completeness:complete",
            gcm_lists=listed,
            skos_editorialNote=[literal("Synthetic.", "en"), literal("Sintética.", "es")],
            **objects,
        )

    def _statement(self, kind: str, subject: str, quote: str, **objects: str | list[str]) -> str:
        self.order += 1
        statement = f"statement:{self.name}-{self.order:02d}"
        self._thing(
            statement,
            kind,
            f"Statement {self.order} of synthetic forum {self.number}",
            f"Declaración {self.order} del foro sintético {self.number}",
            quote,
            gcm_position=typed(self.order, "xsd:integer"),
            gcm_subject=subject,
            gcm_translatedText=literal(f"El enunciado {self.order} del foro {self.number}.", "es"),
            **objects,
        )
        return statement

    def _aims(self) -> None:
        opening = self.source.unit(f"Synthetic forum {self.number} had these aims:")
        self._listing("aims", "gcm:Aim", opening)
        for practice in self.random.sample(range(1, 41), self.random.randint(2, 4)):
            words = f"improve the exchange of good practice {practice} in migration governance;"
            quote = self.source.unit(words, "list-item")
            self._statement("gcm:Aim", self.forum, quote, gcm_atEvent=self.forum)

    def _participations(self) -> None:
        present = ", ".join(self.names[state].en for state in self.states)
        words = f"The forum had the participation of the Governments of {present}."
        quote = self.source.unit(words)
        self._listing("participants", "gcm:Participation", quote, gcm_covers="gcm:State")
        for state in self.states:
            name, code = self.names[state], state.partition(":")[2]
            status = self.random.choice((*STATUSES, "", "", "", "", ""))
            participation = f"participation:{self.name}-{code}"
            own: dict[str, str | list[str]] = {}
            if status:
                words = f"{name.en} attended synthetic forum {self.number} as {STATUSES[status]}."
                self.source.unit(words)
                own = {"gcm_quote": literal(words, "en"), "gcm_quotedFrom": self.document}
            if status and self.random.random() < 0.2:
                self._caveat(code, name, participation, status, words)
            self.quads.thing(
                participation,
                "gcm:Participation",
                f"{name.en}: took part in synthetic forum {self.number}",
                f"{name.es}: participó en el foro sintético {self.number}",
                gcm_basis=STATED,
                gcm_atEvent=self.forum,
                gcm_listedIn=f"listing:{self.name}-participants",
                gcm_participant=state,
                gcm_status=f"participation-status:{status}" if status else [],
                **own,
            )

    def _caveat(self, code: str, name: Names, about: str, status: str, quote: str) -> None:
        self._thing(
            f"caveat:{self.name}-{code}",
            "gcm:Caveat",
            f"Caveat: {name.en} was {status}",
            f"Salvedad: {name.es} fue {status}",
            quote,
            gcm_concernsFact=about,
            gcm_translatedText=literal(f"Como {status}, {name.es} asistió.", "es"),
        )

    def _collective(self, wording: str, name: str, quote: str, **objects: str) -> str:
        collective = f"collective:{self.name}-{name}"
        worded = literal(wording, "en")
        self._thing(
            collective, "gcm:Collective", wording, wording, quote, gcm_wording=worded, **objects
        )
        return collective

    def _assertions(self) -> None:
        objectives = self.random.sample(range(1, 24), self.random.randint(3, 6))
        for number, objective in enumerate(objectives):
            kind = self.random.choice(list(KINDS))
            what = f"objective {objective} of the Global Compact for Migration"
            quote = self.source.unit(f"The countries {KINDS[kind]} {what}.")
            if number == 0:
                self.countries = self._collective("The countries", "countries", quote)
            concerns = ["compact:gcm"] if number % 2 else ["compact:gcm", f"objective:{objective}"]
            statement = self._statement(
                "gcm:Assertion",
                self.countries,
                quote,
                gcm_concerns=concerns,
                gcm_speechAct=f"assertion-kind:{kind}",
            )
            if len(concerns) > 1:
                self._thing(
                    f"claim:{self.name}-concerns-{number}",
                    "gcm:Claim",
                    f"Statement {self.order} concerns objective {objective}",
                    f"La declaración {self.order} trata del objetivo {objective}",
                    quote,
                    gcm_basis="basis:editorial",
                    rdf_object=f"objective:{objective}",
                    rdf_predicate="gcm:concerns",
                    rdf_subject=statement,
                    skos_editorialNote=[literal("Synthetic.", "en"), literal("Sintética.", "es")],
                )

    def _citations(self) -> None:
        early = [int(self.number * self.random.random() ** 3) for _ in range(3)]
        cited = [f"document:synthetic-{number:06d}" for number in sorted(set(early)) if number]
        for number, document in enumerate(["document:a-res-73-195", *cited]):
            words = f"The statement recalls {document.partition(':')[2]}."
            self._thing(
                f"citation:{self.name}-{number}",
                "gcm:Citation",
                f"Citation {number} of synthetic forum {self.number}",
                f"Cita {number} del foro sintético {self.number}",
                self.source.unit(words),
                gcm_cited=document,
                gcm_citing=self.document,
            )

    def _road_maps(self) -> None:
        if self.number % 3 != 1:
            return
        words = "Through participatory sessions, road maps were drawn up on priority themes."
        quote = self.source.unit(words)
        activity = f"activity:{self.name}-sessions"
        labels = f"Sessions of forum {self.number}", f"Sesiones del foro {self.number}"
        self._thing(activity, "gcm:Activity", *labels, quote, schema_superEvent=self.forum)
        self._thing(
            f"roadmap:{self.name}",
            "gcm:Roadmap",
            f"Road maps of synthetic forum {self.number}",
            f"Hojas de ruta del foro sintético {self.number}",
            quote,
            gcm_availability="availability:mentioned-only",
            gcm_themeSource="review:2022-imrf",
            prov_wasAttributedTo=self.countries,
            prov_wasGeneratedBy=activity,
        )

    def _thanks(self) -> None:
        thanked = self.random.sample(self._all("agency"), self.random.randint(3, 7))
        listed = ", ".join(self.names[agency].en for agency in thanked)
        civil = "civil society, through the RNCOM"
        words = f"The participants thank {listed}, and {civil}, for their support."
        quote = self.source.unit(words)
        society = self._collective(civil, "civil-society", civil, gcm_mentions="body:rrocm")
        countries = self._collective("The participants", "participants", quote)
        self._statement(
            "gcm:Acknowledgement",
            countries,
            quote,
            gcm_acknowledged=[*thanked, society],
            gcm_reasonForThanks=literal("their support", "en"),
            gcm_translatedReasonForThanks=literal("su apoyo", "es"),
        )
        host = self.states[0]
        words = f"The participants also thank {self.names[host].en} for its hospitality."
        more = self.source.unit(words)
        self._statement("gcm:Acknowledgement", countries, more, gcm_acknowledged=host)
        self._listing("acknowledgements", "gcm:Acknowledgement", quote)

    def _funding(self) -> None:
        if self.number % 5 != 1:
            return
        agency = self.random.choice(self._all("agency"))
        name = self.names[agency]
        self._thing(
            f"funding:{self.name}",
            "gcm:Funding",
            f"{name.en}: paid for the rooms of synthetic forum {self.number}",
            f"{name.es}: pagó las salas del foro sintético {self.number}",
            self.source.unit(f"The rooms of the forum were paid for by {name.en}."),
            gcm_paid="answer:yes",
            gcm_atEvent=self.forum,
            gcm_funder=agency,
        )
