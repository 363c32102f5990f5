"""A page as a reader and a browser take it: elements, texts, links, ids."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "link", "img", "input", "br"}


@dataclass
class Element:
    name: str
    attributes: dict[str, str]
    parent: Element | None
    children: list[Element | str] = field(default_factory=list)

    def text(self, without: str = "") -> str:
        """The text, elements with the attribute `without` taken out."""
        return "".join(
            child if isinstance(child, str) else child.text(without)
            for child in self.children
            if isinstance(child, str) or not without or without not in child.attributes
        )

    def all(self, name: str = "", **attributes: str) -> list[Element]:
        """The elements below of a name and with some attributes, in order."""
        found: list[Element] = []
        for child in self.children:
            if isinstance(child, Element):
                wanted = {key.rstrip("_").replace("_", "-"): one for key, one in attributes.items()}
                if name in ("", child.name) and wanted.items() <= child.attributes.items():
                    found.append(child)
                found += child.all(name, **attributes)
        return found

    def language(self) -> str:
        """The language that holds for it."""
        own = self.attributes.get("lang")
        return own or (self.parent.language() if self.parent else "")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = self.open = Element("", {}, None)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs), (tag, attrs)
        one = Element(tag, {key: value or "" for key, value in attrs}, self.open)
        self.open.children.append(one)
        if tag not in VOID:
            self.open = one

    def handle_endtag(self, tag: str) -> None:
        assert self.open.name == tag, f"</{tag}> closes <{self.open.name}>"
        assert self.open.parent
        self.open = self.open.parent

    def handle_data(self, data: str) -> None:
        self.open.children.append(data)


def read(body: str) -> Element:
    """Read a page; each element must be closed where it was opened."""
    reader = _Reader()
    reader.feed(body)
    reader.close()
    assert reader.open is reader.root
    return reader.root
