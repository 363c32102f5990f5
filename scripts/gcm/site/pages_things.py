"""The page of a thing: its first line, its facts in groups, what is not stated."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gcm.core.collation import collated
from gcm.core.language import Lang, Message, msg, msg_n
from gcm.core.namespaces import DCT, GCM, OWL, RDF, RDFS, SCHEMA, SKOS, VOCAB
from gcm.inference.explanation import Explainer
from gcm.inference.rules import MEANINGS
from gcm.rdf.oxigraph import NamedNode, Triple
from gcm.site.pages_dates import day_in_words
from gcm.site.pages_facts import AGENTS, Fact, Facts, Row, by_proof
from gcm.site.pages_nodes import Link, Words, page_of

PAGED = 60  # facts of a group on one page
_ORG = "http://www.w3.org/ns/org#"

# Facts by class: the heading on the page of the agent, and on any other.
_HEADINGS: dict[str, tuple[Message, Message]] = {
    "Tally": (msg("Result of the vote"), msg("Result of the vote")),
    "VoteRecord": (msg("Vote on the Compact"), msg("How each State voted")),
    "Designation": (msg("Champion of the Compact"), msg("Champions of the Compact")),
    "Declaration": (msg("Declarations"), msg("Declarations of States")),
    "Membership": (msg("Memberships"), msg("Members")),
    "OfficeHolding": (msg("Offices held"), msg("Who holds office")),
    "Participation": (msg("Meetings attended"), msg("Who took part")),
    "OrganisingRole": (msg("Meetings hosted or organised"), msg("Who hosted and organised it")),
    "Signature": (msg("Documents signed"), msg("Who signed")),
    "Funding": (msg("Funding"), msg("Who paid")),
    "Acknowledgement": (msg("Thanks"), msg("Thanks")),
    "Aim": (msg("Aims"), msg("Aims")),
    "Assertion": (msg("Statements"), msg("Statements")),
    "ObjectiveLink": (msg("Links to the objectives"), msg("Who and what is tied to it")),
    "Citation": (msg("Documents named"), msg("Where it is named")),
    "Listing": (msg("Lists, and how complete they are"), msg("Lists, and how complete they are")),
    "Caveat": (msg("Caveats"), msg("Caveats")),
}
# Things that point at a thing, by property.
_INVERSE: dict[str, Message] = {
    SCHEMA + "superEvent": msg("Events and activities"),
    SCHEMA + "about": msg("Documents about it"),
    GCM + "outcomeOf": msg("Documents that came of it"),
    GCM + "preparedFor": msg("Documents prepared for it"),
    GCM + "votedOn": msg("Votes on it"),
    GCM + "follows": msg("What followed"),
    GCM + "followsUp": msg("What followed it up"),
    GCM + "ofBody": msg("Series of events"),
    GCM + "participatingAgent": msg("Programmes"),
    GCM + "setIn": msg("Programmes there"),
    GCM + "withinState": msg("Bodies within it"),
    _ORG + "unitOf": msg("Its units"),
    _ORG + "subOrganizationOf": msg("Its units"),
    GCM + "inState": msg("Places"),
    GCM + "inRegion": msg("States in it"),
    SCHEMA + "location": msg("Events there"),
    SKOS + "broader": msg("Narrower"),
    SKOS + "inScheme": msg("Terms"),
    DCT + "isPartOf": msg("Parts"),
    DCT + "isVersionOf": msg("Versions"),
    DCT + "creator": msg("What it made"),
    DCT + "source": msg("What was read from it"),
    GCM + "evidence": msg("What it proves"),
    GCM + "subjectEvidence": msg("Facts whose subject it proves"),
    GCM + "listedIn": msg("Facts of this list"),
    GCM + "mentions": msg("Groups that name it"),
    RDF + "type": msg("Things of this class"),
    RDFS + "subClassOf": msg("Narrower classes"),
    RDFS + "subPropertyOf": msg("Narrower properties"),
}
# What names a fact without being an agent or a place of it: links are enough.
_LISTED = {
    *(GCM + name for name in ("listedIn", "evidence", "subjectEvidence")),
    *(DCT + "source", RDF + "type"),
}
# Claims by property: the heading on the page of the subject, and on that of the object.
_CLAIMED = {
    SKOS + "relatedMatch": (
        msg("Targets of the Sustainable Development Goals"),
        msg("Objectives of the Compact"),
    ),
    DCT + "subject": (msg("Subject in the UNBIS Thesaurus"), msg("What is about it")),
}
_NOT_SHOWN = {
    *(GCM + name for name in ("quotedFrom", "nameWithinNameOf")),
    *(GCM + name for name in ("textOf", "inUnit", "unitKind", "involvesAgent", "covers", "lists")),
    *(SKOS + "topConceptOf", RDFS + "isDefinedBy", RDFS + "domain", RDFS + "range"),
    *(RDF + "predicate", GCM + "basis", GCM + "sourceKind", OWL + "inverseOf"),
}
_CLASSES = {GCM + name: heading for name, heading in _HEADINGS.items()}
_ORDER = [*_CLASSES]
# What a reader looks for on the page of a thing: facts by class, and properties.
_EXPECTED: dict[str, tuple[str, ...]] = {
    "State": ("VoteRecord", "Designation", "Membership", "Participation", "ObjectiveLink"),
    "Agency": ("Membership", "Participation", "ObjectiveLink"),
    "Event": ("Participation", "OrganisingRole", "Listing"),
    "Objective": ("ObjectiveLink",),
}
_EXPECTED_VALUES: dict[str, tuple[str, ...]] = {
    "Event": (SCHEMA + "startDate", SCHEMA + "location"),
    "Document": (DCT + "issued", DCT + "identifier"),
    "Programme": (SCHEMA + "startDate", SCHEMA + "endDate"),
}
_OF_WHOLE = msg("What is said of all together: {whole}")
_IN, _AT = msg("{kind} in {region}."), msg("{kind} at {host}")
_READ = msg("read in {when}")
_HELD, _VOTED = msg("{kind}, {days}, {place}."), msg("{kind}, {days}.")
_VOTE, _NO_VOTE = msg("Vote: {vote}."), msg("How it voted on the Compact is not stated.")
_ORGANISATIONS = msg("Organisations: {names}.")
_NO_DAY, _NO_PLACE = msg("date not stated"), msg("place not stated")


@dataclass(frozen=True, slots=True)
class Group:
    """Facts or things of one kind; `blocks` are neighbours with the same proof.

    `page` of `pages` is shown; `total` counts all of them.
    """

    key: str
    heading: str
    blocks: tuple[tuple[Fact, ...], ...]
    links: tuple[Link, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class Glance:
    """A line at the head of a page: what is known, or that it is not stated."""

    label: str
    values: tuple[Words, ...]
    href: str


@dataclass(frozen=True, slots=True)
class Inference:
    """A triple that follows from a fact: in words, and the meaning of the rule."""

    subject: Link
    predicate: Link
    value: Link
    meaning: str


@dataclass(frozen=True, slots=True)
class Thing:
    """All that the page of a thing or fact shows."""

    iri: str
    name: Words
    kind: str
    kind_link: Link | None
    lead: Words
    other_names: tuple[Words, ...]
    glance: tuple[Glance, ...]
    rows: tuple[Row, ...]
    itself: Fact
    groups: tuple[Group, ...]
    not_stated: tuple[str, ...]
    texts: tuple[str, ...]
    follows: tuple[Inference, ...]
    is_fact: bool


class Things:
    """Reads things for the pages of one language."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.names = facts.names
        self.nodes = facts.nodes
        self.lang = facts.lang

    def thing(self, iri: str, query: Mapping[str, str]) -> Thing:
        """Read a thing; `query` chooses the page of each long group."""
        kind = self.kind(iri)
        groups = self._groups(iri, query)
        rows = self.facts.rows(iri)
        is_fact = self.facts.is_fact(iri)
        return Thing(
            iri=iri,
            name=self._name(iri, kind),
            kind=self.names.text(kind) if kind else "",
            kind_link=self.names.link(kind) if kind else None,
            lead=_elided(self._lead(iri, groups), self.lang),
            other_names=self._other_names(iri),
            glance=self._glance(iri, groups) if not is_fact else (),
            rows=tuple(rows),
            itself=self.facts.fact(iri),
            groups=tuple(groups),
            not_stated=self._not_stated(iri, groups),
            texts=tuple(self._texts(iri)),
            follows=tuple(self._follows(iri)) if is_fact else (),
            is_fact=is_fact,
        )

    def _name(self, iri: str, kind: str) -> Words:
        """Return the name of a page: a target's is its number, as its text is long."""
        if kind != GCM + "SdgTarget":
            return self.names.name(iri)
        kind = self.names.text(kind)
        return Words(f"{kind[:1].upper()}{kind[1:]} {self.nodes.first(iri, SKOS + 'notation')}")

    def _texts(self, iri: str) -> Iterator[str]:
        """Yield the addresses of a document's texts, or of the place of a quote or a unit."""
        sources = self.facts.sources
        for source in sources.of_document(iri):
            yield self.names.link(source.iri).href
        if quote := sources.quote(iri):
            yield f"{self.names.link(quote.source.iri).href}#p{quote.passage.number}"
        if number := self.nodes.first(iri, GCM + "unitKind") and self.nodes.first(
            iri, GCM + "number"
        ):
            yield f"{self.names.link(self.nodes.first(iri, DCT + 'isPartOf')).href}#u{number}"

    def _follows(self, fact: str) -> Iterator[Inference]:
        """Yield what follows from a fact: of itself, and between the things that it names."""
        nodes, graph = self.nodes, self.nodes.graph
        named = {
            value.value
            for values in nodes.about(fact).values()
            for value in values
            if isinstance(value, NamedNode)
        }
        explainer = Explainer(graph.bindings, graph.asserting)
        for subject in (fact, *sorted(named)):
            for predicate, value in nodes.inferred(subject):
                if predicate == RDF + "type" or value not in (
                    named if subject == fact else {*named, fact}
                ):
                    continue
                triple = Triple(NamedNode(subject), NamedNode(predicate), NamedNode(value))
                step = explainer.explain(triple)
                if step and step.rule:
                    yield Inference(
                        self.names.link(subject),
                        self.names.link(predicate),
                        self.names.link(value),
                        MEANINGS[step.rule].text(self.lang),
                    )

    def kind(self, iri: str) -> str:
        """Return the class of a node that says most, ours before those of others."""
        classes = self.nodes.classes(iri)
        ours = [one for one in classes if one.startswith(GCM)]
        return next(iter(ours or classes), "")

    def is_a(self, iri: str, name: str) -> bool:
        """Return whether a node is of a class of ours or one below it."""
        kinds = self.nodes.classes(iri)
        kinds += [value for key, value in self.nodes.inferred(iri) if key == RDF + "type"]
        return GCM + name in kinds

    def _groups(self, iri: str, query: Mapping[str, str]) -> list[Group]:
        members: dict[tuple[str, str], dict[str, None]] = {}
        others: dict[str, dict[str, None]] = {}
        pairs, crowds = self.nodes.into(iri)
        for subject, predicate in pairs:
            if predicate in _NOT_SHOWN:
                continue
            classes = [one for one in self.nodes.classes(subject) if one in self.facts.classes]
            if classes and predicate not in _LISTED:
                if predicate != RDF + "subject" or not self._value_claim(subject, iri):
                    # Claims of one property are a group of their own.
                    claimed = self.nodes.first(subject, RDF + "predicate")
                    members.setdefault((classes[0], claimed), {})[subject] = None
            elif self.nodes.labels(subject):
                others.setdefault(predicate, {})[subject] = None
        groups = []
        if self.facts.is_fact(iri):
            members.pop((GCM + "Caveat", ""), None)  # said with the proof
        for kind in sorted(members, key=self._rank):
            facts, (of_class, claimed) = list(members[kind]), kind
            as_agent = any(iri in self.nodes.names(facts[0], path) for path in AGENTS)
            as_agent |= of_class == GCM + "ObjectiveLink" and not self.is_a(iri, "Objective")
            one, other = _CLASSES.get(of_class, (None, None))
            if claimed in _CLAIMED:
                one, other = _CLAIMED[claimed]
                as_agent = iri in self.nodes.names(facts[0], RDF + "subject")
            heading = (one if as_agent else other) or self.names.text(claimed or of_class)
            if claimed:
                others.pop(claimed, None)
            key = _local(claimed or of_class)
            groups.append(self._group(key, self._text(heading), facts, iri, query))
        for predicate, things in others.items():
            heading = self._inverse(predicate)
            groups.append(self._links(_local(predicate), heading, list(things), query))
        for predicate, count in crowds.items():
            if predicate not in _NOT_SHOWN:
                groups.append(self._crowd(predicate, count, iri, query))
        groups.extend(self._of_whole(iri, query))
        return groups

    def _crowd(self, predicate: str, count: int, iri: str, query: Mapping[str, str]) -> Group:
        """Return a page of the many subjects of a property: as facts if all are of one kind."""
        key = _local(predicate)
        page, pages = page_of(query.get(key, ""), PAGED, count)
        start, are_links = (page - 1) * PAGED, predicate in _LISTED
        shown = self.nodes.crowd(iri, predicate, start, PAGED, dated=not are_links)
        classes = {one for subject in shown for one in self.nodes.classes(subject)}
        if len(classes) == 1 and not are_links and classes <= self.facts.classes:
            one, other = _CLASSES[classes.pop()]
            heading = self._text(one if predicate in AGENTS else other)
            return self._facts(key, heading, shown, iri, (count, page, pages))
        return Group(
            key,
            self._inverse(predicate),
            (),
            tuple(sorted(map(self.names.link, shown), key=self._link_order)),
            count,
            page,
            pages,
        )

    def _inverse(self, predicate: str) -> str:
        """Return the heading of the things that have a thing as a value of a property."""
        return self._text(
            _INVERSE.get(predicate)
            or msg("Named as: {property}").text(self.lang, property=self.names.text(predicate))
        )

    def _of_whole(self, iri: str, query: Mapping[str, str]) -> Iterator[Group]:
        """Yield what is said of all objectives or principles together, on the page of each."""
        for whole in self.nodes.names(iri, SKOS + "inScheme"):
            facts = [
                subject
                for subject, predicate in self.nodes.into(whole)[0]
                if predicate == GCM + "concerns" and self.facts.is_fact(subject)
            ]
            if facts:
                heading = _OF_WHOLE.text(self.lang, whole=self.names.text(whole))
                yield self._group("whole", heading, facts, whole, query)

    def _value_claim(self, claim: str, iri: str) -> bool:
        """Return whether a claim is shown at a property of the thing, as sources differ on it."""
        predicate = self.nodes.first(claim, RDF + "predicate")
        asserted = self.nodes.values(iri, predicate)
        return any(
            value not in asserted
            for other in self.nodes.holders(RDF + "subject", iri)
            if predicate in self.nodes.names(other, RDF + "predicate")
            for value in self.nodes.values(other, RDF + "object")
        )

    def _rank(self, kind: tuple[str, str]) -> tuple[int, tuple[str, str]]:
        return (_ORDER.index(kind[0]) if kind[0] in _ORDER else len(_ORDER), kind)

    def _group(
        self, key: str, heading: str, iris: list[str], about: str, query: Mapping[str, str]
    ) -> Group:
        light = sorted(iris, key=lambda one: self.facts.order(one, about))
        page, pages = page_of(query.get(key, ""), PAGED, len(light))
        shown = light[(page - 1) * PAGED : page * PAGED]
        return self._facts(key, heading, shown, about, (len(iris), page, pages))

    def _facts(
        self, key: str, heading: str, iris: list[str], about: str, counts: tuple[int, int, int]
    ) -> Group:
        """Return a page of a group of facts; `counts`: facts, the page, how many pages."""
        shown = [self.facts.fact(one, about) for one in iris]
        as_agent = any(about in self.nodes.names(iris[0], path) for path in AGENTS)
        blocks = tuple(map(tuple, by_proof(shown, ordered=as_agent)))
        return Group(key, heading, blocks, (), *counts)

    def _links(self, key: str, heading: str, iris: list[str], query: Mapping[str, str]) -> Group:
        links = sorted(map(self.names.link, iris), key=self._link_order)
        page, pages = page_of(query.get(key, ""), PAGED, len(links))
        shown = tuple(links[(page - 1) * PAGED : page * PAGED])
        return Group(key, heading, (), shown, len(iris), page, pages)

    def _link_order(self, link: Link) -> tuple[object, ...]:
        day = self.nodes.first(link.iri, GCM + "earliest")
        number = self.nodes.first(link.iri, GCM + "number")
        return (
            int(number) if number.isdecimal() else 0,
            -int(day.replace("-", "")) if day else 0,
            *collated(link.words.text),
        )

    def _text(self, heading: Message | str) -> str:
        text = heading if isinstance(heading, str) else heading.text(self.lang)
        return text[:1].upper() + text[1:]

    def _other_names(self, iri: str) -> tuple[Words, ...]:
        own = self.names.name(iri)
        found = {
            self.names.words(value): None
            for predicate in (SKOS + "prefLabel", SKOS + "altLabel")
            for value in self.nodes.values(iri, predicate)
        }
        return tuple(one for one in found if one != own and one.text != own.text)

    def _not_stated(self, iri: str, groups: list[Group]) -> tuple[str, ...]:
        present = {group.key for group in groups}
        found = []
        for name, wanted in _EXPECTED.items():
            for of_class in wanted if self.is_a(iri, name) else ():
                if of_class.lower() not in present:
                    headings = _HEADINGS[of_class]
                    found.append(headings[0 if name in ("State", "Agency") else 1].text(self.lang))
        for name, predicates in _EXPECTED_VALUES.items():
            for predicate in predicates if self.is_a(iri, name) else ():
                if not self.nodes.values(iri, predicate) and not self._claimed(iri, predicate):
                    label = self.names.text(predicate)
                    found.append(label[:1].upper() + label[1:])
        return tuple(found)

    def _claimed(self, iri: str, predicate: str) -> bool:
        return any(
            predicate in self.nodes.names(claim, RDF + "predicate")
            for claim in self.nodes.holders(RDF + "subject", iri)
        )

    def _glance(self, iri: str, groups: list[Group]) -> tuple[Glance, ...]:
        """Return what a reader of a State's page looks for first."""
        if not self.is_a(iri, "State"):
            return ()
        by_key = {group.key: group for group in groups}
        found = []
        for of_class, label in _AT_A_GLANCE.items():
            group = by_key.get(of_class.lower())
            facts = [fact for block in group.blocks for fact in block] if group else []
            values = tuple(value for fact in facts for value in self._standing(fact.iri, of_class))
            if group and of_class in _COUNTED:
                values = (Words(_COUNTED[of_class].text(self.lang, count=group.total)),)
            found.append(
                Glance(label.text(self.lang), values, f"#{of_class.lower()}" if group else "")
            )
        return tuple(found)

    def _standing(self, fact: str, of_class: str) -> list[Words]:
        paths = _STANDING.get(of_class, ())
        parts = [
            self.names.text(value) for path in paths for value in self.nodes.names(fact, GCM + path)
        ]
        text = ": ".join(parts)
        return [Words(text[:1].upper() + text[1:])] if text else []

    def _lead(self, iri: str, groups: list[Group]) -> str | Words:
        """Return the first line: what a thing is, and its chief fact."""
        kind = self.names.text(self.kind(iri))
        kind = kind[:1].upper() + kind[1:]
        if self.facts.is_fact(iri):
            return kind
        if self.is_a(iri, "State"):
            return self._lead_of_state(iri, kind)
        if self.is_a(iri, "VotingEvent"):
            return self._lead_of_vote(iri, kind)
        if self.is_a(iri, "Event"):
            return self._lead_of_event(iri, kind)
        if SCHEMA + "EventSeries" in self.nodes.classes(iri):
            return self._lead_of_series(iri)
        if self.is_a(iri, "Document"):
            return self._lead_of_document(iri, kind)
        if self.is_a(iri, "Objective") or self.is_a(iri, "Principle"):
            return msg(
                "{kind} {number} of the Global Compact for Migration, paragraph {paragraph}."
            ).text(
                self.lang,
                kind=kind,
                number=self.nodes.first(iri, GCM + "number"),
                paragraph=self.nodes.first(iri, GCM + "paragraph") or "—",
            )
        if self.is_a(iri, "Programme"):
            return self._lead_of_programme(iri, kind)
        if self.is_a(iri, "Agent"):
            return self._lead_of_agent(iri, groups)
        if self.is_a(iri, "SdgTarget"):
            return self.names.name(iri)
        if self.is_a(iri, "Page"):
            return self._lead_of_page(iri, kind)
        if said := self.facts.sources.words(iri):
            text, lang = said
            return Words(text, "" if lang == self.lang else lang)
        around = self.nodes.first(iri, GCM + "inState") or self.nodes.first(iri, SKOS + "broader")
        if around:
            return _IN.text(self.lang, kind=kind, region=self.names.text(around))
        return (
            self.names.best(iri, SKOS + "definition")
            or self.names.best(self.kind(iri), SKOS + "definition")
            or f"{kind}."
        )

    def _lead_of_page(self, iri: str, kind: str) -> str:
        of_kind = self.nodes.first(iri, GCM + "sourceKind")
        kind = self._text(self.names.text(of_kind)) if of_kind else kind
        page = self.facts.page(iri)
        parts = [_AT.text(self.lang, kind=kind, host=page.host) if page.host else kind]
        if page.retrieved:
            parts.append(_READ.text(self.lang, when=page.retrieved))
        return ", ".join(parts) + "."

    def _lead_of_state(self, iri: str, kind: str) -> str:
        region = self.nodes.first(iri, GCM + "inRegion")
        head = (
            _IN.text(self.lang, kind=kind, region=self.names.text(region)) if region else f"{kind}."
        )
        vote = next(iter(self.nodes.holders(GCM + "voter", iri)), "")
        if not vote:
            return f"{head} {_NO_VOTE.text(self.lang)}"
        label = self.names.text(vote).partition(": ")[2]
        return f"{head} {_VOTE.text(self.lang, vote=label)}"

    def _lead_of_event(self, iri: str, kind: str) -> str:
        place = self.nodes.first(iri, SCHEMA + "location")
        is_vote = self.is_a(iri, "VotingEvent")
        head = (_VOTED if is_vote else _HELD).text(
            self.lang,
            kind=kind,
            days=self.facts.days(iri) or _NO_DAY,
            place=self.names.text(place) if place else _NO_PLACE,
        )
        if is_vote:
            return head
        count = len(
            {
                state
                for fact in self.nodes.holders(GCM + "atEvent", iri)
                for state in self.nodes.names(fact, GCM + "participant")
                if GCM + "State" in self.nodes.classes(state)
            }
        )
        if not count:
            return head
        known = msg_n(
            "{count} State is known to have taken part.",
            "{count} States are known to have taken part.",
        )
        return f"{head} {known.text(self.lang, count=count)}"

    def _lead_of_vote(self, iri: str, kind: str) -> str:
        head = self._lead_of_event(iri, kind)
        tallies = {
            self.nodes.first(fact, GCM + "choice"): self.nodes.first(fact, GCM + "votes")
            for fact in self.nodes.holders(GCM + "atEvent", iri)
            if GCM + "Tally" in self.nodes.classes(fact)
        }
        counts = ", ".join(
            f"{self.names.text(choice)} {tallies[choice]}"
            for choice in (f"{VOCAB}choice/{name}" for name in _CHOICES)
            if choice in tallies
        )
        return f"{head} {counts[:1].upper()}{counts[1:]}." if counts else head

    def _lead_of_series(self, iri: str) -> str:
        events = self.nodes.holders(SCHEMA + "superEvent", iri)
        years = sorted(
            year for event in events if (year := self.nodes.first(event, GCM + "earliest")[:4])
        )
        text = msg_n("Series of {count} known event", "Series of {count} known events").text(
            self.lang, count=len(events)
        )
        if not years:
            return text + "."
        span = years[0] if years[0] == years[-1] else f"{years[0]}–{years[-1]}"
        return f"{text}, {span}."

    def _lead_of_document(self, iri: str, kind: str) -> str:
        issued = self.nodes.first(iri, DCT + "issued")
        event = self.nodes.first(iri, GCM + "outcomeOf")
        symbol = self.nodes.first(iri, DCT + "identifier")
        parts = [f"{kind} {symbol}".strip()]
        if issued:
            parts.append(day_in_words(issued, self.lang))
        if event:
            name = self.names.best(event, GCM + "shortName") or self.names.name(event)
            parts.append(msg("came of {event}").text(self.lang, event=name.text))
        return ", ".join(parts) + "."

    def _lead_of_programme(self, iri: str, kind: str) -> str:
        places = [self.names.text(one) for one in self.nodes.names(iri, GCM + "setIn")]
        agents = [self._short(one) for one in self.nodes.names(iri, GCM + "participatingAgent")]
        head = _IN.text(self.lang, kind=kind, region=", ".join(places)) if places else f"{kind}."
        if not agents:
            return head
        return f"{head} {_ORGANISATIONS.text(self.lang, names=', '.join(agents))}"

    def _lead_of_agent(self, iri: str, groups: list[Group]) -> str:
        classified = self.nodes.first(iri, _ORG + "classification")
        head = self.names.text(classified or self.kind(iri))
        acronym = self.names.best(iri, GCM + "acronym")
        head = f"{acronym.text}: {head}" if acronym else head[:1].upper() + head[1:]
        counts = [
            _COUNTS[group.key].text(self.lang, count=group.total)
            for group in groups
            if group.key in _COUNTS
        ]
        return f"{head}. {', '.join(counts)}." if counts else f"{head}."

    def _short(self, iri: str) -> str:
        acronym = self.names.best(iri, GCM + "acronym")
        return acronym.text if acronym else self.names.text(iri)


_CHOICES = ("yes", "no", "abstain", "non-voting")
_AT_A_GLANCE = {
    "VoteRecord": msg("Vote on the Compact (A/RES/73/195)"),
    "Designation": msg("Champion of the Compact"),
    "Membership": msg("Memberships"),
    "Participation": msg("Meetings attended"),
    "OrganisingRole": msg("Meetings hosted or organised"),
    "ObjectiveLink": msg("Links to the objectives"),
}
_STANDING = {
    "VoteRecord": ("choice",),
    "Designation": ("designatedAs",),
    "Membership": ("ofBody", "standing"),
}
_COUNTED = {
    "Participation": msg_n("{count} known", "{count} known"),
    "OrganisingRole": msg_n("{count} known", "{count} known"),
    "ObjectiveLink": msg_n("{count} known", "{count} known"),
}
_COUNTS = {
    "membership": msg_n("{count} membership", "{count} memberships"),
    "participation": msg_n("{count} participation", "{count} participations"),
    "objectivelink": msg_n("{count} link to the objectives", "{count} links to the objectives"),
}


def _local(iri: str) -> str:
    """Return the last part of an IRI, for anchors and parameters."""
    return iri.rstrip("/").rpartition("/")[2].rpartition("#")[2].lower()


def _elided(lead: str | Words, lang: Lang) -> Words:
    """Return a first line, in Spanish with "de el" and "a el" contracted."""
    if isinstance(lead, Words):
        return lead
    return Words(
        lead.replace(" de el ", " del ").replace(" a el ", " al ") if lang == "es" else lead
    )
