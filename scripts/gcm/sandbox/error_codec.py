"""Errors as bytes, to pass them between processes."""

from collections.abc import Iterator, Mapping

from gcm.core.errors import GcmError, Problems
from gcm.core.language import Message


def pack(error: GcmError) -> bytes:
    """Serialise an error, or the several of `Problems`, as a Python literal.

    Not pickled: the output of a process that ran untrusted queries must not be able to name code.
    """
    errors = error.errors if isinstance(error, Problems) else [error]
    return repr(
        [
            (
                type(each).__name__,
                (each.message.english, each.message.plural, each.message.context),
                None if each.file is None else str(each.file),
                each.line,
                each.column,
                {
                    name: dict(value) if isinstance(value, Mapping) else str(value)
                    for name, value in each.values.items()
                },
            )
            for each in errors
        ]
    ).encode()


def unpack(text: str) -> GcmError:
    """Read the output of `pack`."""
    from ast import literal_eval  # late: only a failed query needs it

    kinds = {kind.__name__: kind for kind in _subclasses(GcmError)}
    errors = []
    for kind, message, file, line, column, values in literal_eval(text):
        error = GcmError.__new__(kinds.get(kind, GcmError))
        GcmError.__init__(error, Message(*message), file=file, line=line, column=column, **values)
        errors.append(error)
    return errors[0] if len(errors) == 1 else Problems(errors)


def _subclasses(kind: type[GcmError]) -> Iterator[type[GcmError]]:
    for below in kind.__subclasses__():
        yield below
        yield from _subclasses(below)
