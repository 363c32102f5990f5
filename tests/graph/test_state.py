"""Every door reads the same data: one thing in each form, asked by each command."""

from __future__ import annotations

import gzip
import subprocess
from collections.abc import Callable, Iterator
from contextlib import chdir
from pathlib import Path

import pytest

import gcm as package
from gcm.core.errors import GcmError
from gcm.core.language import LANGS
from gcm.core.layout import Layout
from gcm.graph.open import open_state
from gcm.graph.state import read_state
from gcm.validation.inputs import read_inputs

from ..tiny_root import copy_tiny

A, LABEL = "http://example.org/a", "http://www.w3.org/2004/02/skos/core#prefLabel"
TRIPLE = f'<{A}> <{LABEL}> "uno"@es'
NQUADS = f"{TRIPLE} <http://example.org/g> .\n"
FORMS = {
    "mark.ttl": f"\ufeff{TRIPLE} .\n",
    "named.trig": f"<http://example.org/g> {{ {TRIPLE} }}\n",
    "named.nq": NQUADS,
    "plain.nt": f"{TRIPLE} .\n",
    "thing.jsonld": f'{{"@id": "{A}", "{LABEL}": {{"@value": "uno", "@language": "es"}}}}',
    "marked.jsonld": f'\ufeff{{"@id": "{A}", "{LABEL}": [{{"@value": "uno", "@language": "es"}}]}}',
    "packed.trig.gz": f"<http://example.org/g> {{ {TRIPLE} }}\n",
    "packed.ttl.gz": f"\ufeff{TRIPLE} .\n",
    "folder/below/one.nq.gz": NQUADS,
    "release/gcm-graph.nq.gz": NQUADS,
    "http:/example.org/path.ttl": f"{TRIPLE} .\n",
}
ASK = f'ASK {{ <{A}> <{LABEL}> "uno"@es }}'


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("given")
    for name, text in FORMS.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        data = text.encode()
        file.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    (folder / "release" / "ontology.ttl").write_text("", "utf-8")
    copy_tiny(folder / "root")
    with chdir(folder):
        yield folder


@pytest.mark.parametrize("name", [*FORMS, "folder", "release", "http://example.org/path.ttl"])
def test_every_command_reads_it(given: Path, name: str) -> None:
    root = given / "root"
    opened = package.open(root=root, on=name)
    assert opened.query(ASK).data.endswith(b'"boolean": true}')
    assert opened.ask("participants").rows.words()[0].rows == ()
    assert package.diff(name, "plain.nt", root=root, answers=False).changes.same
    for paths, on in (([Path(name)], None), ([Path("plain.nt")], name)):
        inputs = read_inputs(Layout(root), paths, on, [])
        assert inputs.broken() == []
        read = [*inputs.new, *inputs.base] if on is None or name == "plain.nt" else inputs.base
        assert any(A in document.subjects() for document in read)


@pytest.mark.parametrize("name", ["HEAD", "rev:HEAD", ".", "root"])
def test_a_whole_graph_is_asked_as_the_root_is(repository: Path, name: str) -> None:
    with chdir(repository.parent if name == "root" else repository):
        opened = package.open(root=repository, on=name)
        answer, own = opened.ask("participants"), package.open(root=repository).ask("participants")
        assert answer.rows.words() == own.rows.words()
        assert not opened.graph.adds_ontology


def test_triple_terms_are_asked_of_though_not_validated(given: Path) -> None:
    (given / "terms.ttl").write_text(
        "PREFIX e: <http://example.org/>\n"
        "_:r <http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies> <<( e:a e:p _:b )>> .\n"
        '_:b e:says "a"@he--rtl .\n',
        "utf-8",
    )
    opened = package.open(root=given / "root", on="terms.ttl")
    text = "ASK { ?r rdf:reifies <<( ?s ?p ?b )>> . ?b <http://example.org/says> ?text }"
    assert opened.query(text).data.endswith(b'"boolean": true}')


@pytest.fixture(scope="module")
def repository(given: Path) -> Path:
    root = given / "root"
    who = ("-c", "user.name=x", "-c", "user.email=x@example.org")
    for words in (["init", "-q"], ["add", "."], [*who, "commit", "-qm", "one"]):
        subprocess.run(["git", *words], cwd=root, check=True)
    return root


def test_a_file_called_as_a_revision_is_the_file(repository: Path) -> None:
    with chdir(repository):
        (repository / "HEAD").write_text(f"{TRIPLE} .\n", "utf-8")
        layout = Layout(repository)
        assert not read_state("HEAD", layout).is_whole
        assert read_state("rev:HEAD", layout).is_whole
        (repository / "HEAD").unlink()


def test_a_base_of_a_revision(repository: Path) -> None:
    with chdir(repository):
        inputs = read_inputs(Layout(repository), [Path("../plain.nt")], "rev:HEAD", [])
        assert len(inputs.base) == len(Layout(repository).data())


def test_what_was_added_is_said(given: Path, gcm: Callable[..., object]) -> None:
    words = ("--root", str(given / "root"), "--on", str(given / "named.nq"))
    done = gcm("query", "-q", ASK, *words)
    added = f"“{given}/named.nq” contains no ontology; that of the graph was added.\n"
    assert vars(done)["stderr"].endswith(added)
    assert "no ontology" not in vars(gcm("query", "-q", ASK, "--quiet", *words))["stderr"]


def test_a_state_is_opened_with_the_ontology_once(given: Path) -> None:
    layout = Layout(given / "root")
    graph = open_state(read_state("plain.nt", layout), layout)
    assert graph.rows("SELECT ?s WHERE { ?s a <http://www.w3.org/2002/07/owl#Ontology> }")


LOST = {
    "relative.ttl": ("@prefix : <#> .\n:a :b :c .\n:d :e :f .\n", 1, "this IRI is relative"),
    "relatives.trig": ("<g> {\n<a> <b> <c> .\n}\n", 1, "this IRI is relative"),
    "relative.nt": ("<a> <urn:p> <urn:o> .\n", 1, "not valid N-Triples: this IRI"),
    "value.jsonld": (
        '{"@context": {"p": {"@id": "http://x.org/p", "@type": "@id"}},\n'
        ' "@id": "http://x.org/a", "p": "to be agreed"}\n', 2, "“to be agreed” stands where an IRI",
    ),
    "key.jsonld": (
        '{"@id": "http://x.org/a", "http://x.org/p": 1,\n "q": 2}\n', 2,
        "the context does not define the key “q”",
    ),
    "id.jsonld": ('{"@id": "a", "http://x.org/p": 1}\n', 1, "“a” stands where an IRI is expected"),
    "type.jsonld": ('{"@id": "http://x.org/a", "@type": "T"}\n', 1, "“T” stands where an IRI"),
}  # fmt: skip


@pytest.mark.parametrize("name", LOST)
def test_what_would_be_lost_is_one_finding(given: Path, name: str) -> None:
    text, line, message = LOST[name]
    (given / name).write_text(text, "utf-8")
    report = package.validate([name], root=given / "root", alone=True)
    (finding,) = report.findings
    assert (finding.file, finding.line) == (given / name, line)
    assert message in finding.message["en"]
    assert all(finding.message[lang] for lang in LANGS)
    with pytest.raises(GcmError, match=message.split(": ")[-1]):
        package.open(root=given / "root", on=name).query(ASK)


def test_null_in_the_context_leaves_out_on_purpose(given: Path) -> None:
    (given / "null.jsonld").write_text(
        f'{{"@context": {{"q": null}}, "@id": "{A}", "http://x.org/p": 1, "q": 2}}', "utf-8"
    )
    assert package.open(root=given / "root", on="null.jsonld").query(ASK).data
