"""One equal square for each State, grouped: each State counts the same, however small it is."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from gcm.core.collation import collated
from gcm.core.language import Lang
from gcm.pictures.series import column, series_of
from gcm.pictures.svg import SMALL, Drawing
from gcm.questions.rows import Rows

_SIDE = 34.0
_GAP = 2.0


def squares(drawing: Drawing, rows: Rows, roles: Mapping[str, Any], lang: Lang) -> str:
    """Draw a square for each row, and return how many squares each group has of each value.

    Args:
        drawing: the picture.
        rows: the answer.
        roles: `group`, `code`, `item` and `value` name columns; `order` lists the values that come
            first, by the ends of their IRIs.
        lang: the language of the headings.
    """
    names = (roles["group"], roles["code"], roles["item"], roles["value"])
    cells = list(zip(*(column(rows, name) for name in names), strict=True))
    series = series_of((cell[3] for cell in cells), roles.get("order", ()), lang)
    drawing.legend(series.names)
    groups: dict[str, list[Any]] = {}
    for group, *rest in cells:
        groups.setdefault(group.text, []).append(rest)
    described = []
    for group, members in sorted(groups.items(), key=lambda each: tuple(collated(each[0]))):
        counts = Counter(value.text for _, _, value in members)
        described.append(
            f"{group}: "
            + ", ".join(f"{name} {counts[name]}" for name in series.names.values() if counts[name])
        )
        drawing.bottom += 8
        drawing.lines(f"{group} ({len(members)})", 0, drawing.width, style="gcm-bold")
        x, y = 0.0, drawing.bottom + 4
        for code, item, value in members:
            if x + _SIDE > drawing.width:
                x, y = 0.0, y + _SIDE + _GAP
            number = series.numbers[value.key]
            tip = f"{item.text}: {value.text}"
            drawing.box(x, y, _SIDE, _SIDE, f"gcm-{number}", tip)
            style = f"gcm-small gcm-on-{number}"
            drawing.text(x + _SIDE / 2, y + SMALL + 2, code.text, style, anchor="middle")
            style = f"gcm-sign gcm-sign-{number}"
            drawing.sign(number, x + _SIDE / 2, y + _SIDE - 10, 4.5, style)
            x += _SIDE + _GAP
        drawing.bottom = y + _SIDE
    return "; ".join(described)
