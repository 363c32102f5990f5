"""What the SHACL recommendation has that can be put into a case (https://www.w3.org/TR/shacl/)."""

from __future__ import annotations

# Without those that only define terms or syntax (1.1, 6.2), say how a report is written (3.6.1.3),
# or leave the outcome open (3.4.2, recursion in 3.4.3); A is the appendix on queries.
SECTIONS = {
    "1.4",
    *("2.1", "2.1.1", "2.1.2", "2.1.3", "2.1.4", "2.1.5", "2.1.6", "2.2", "2.3"),
    *(f"2.1.3.{number}" for number in range(1, 6)),
    *("2.3.1", *(f"2.3.1.{number}" for number in range(1, 8))),
    *(f"2.3.2.{number}" for number in range(1, 5)),
    *("3.1", "3.2", "3.3", "3.4", "3.4.1", "3.4.3", "3.5", "3.6.1.1", "3.6.1.2", "3.7"),
    *(f"3.6.2.{number}" for number in range(1, 9)),
    *("4.1.1", "4.1.2", "4.1.3", "4.2.1", "4.2.2"),
    *("4.3.1", "4.3.2", "4.3.3", "4.3.4"),
    *("4.4.1", "4.4.2", "4.4.3", "4.4.4", "4.4.5"),
    *("4.5.1", "4.5.2", "4.5.3", "4.5.4"),
    *("4.6", "4.6.1", "4.6.2", "4.6.3", "4.6.4"),
    *("4.7.1", "4.7.2", "4.7.3", "4.8.1", "4.8.2", "4.8.3"),
    *("5.1", "5.2", "5.2.1", "5.3", "5.3.1", "5.3.2"),
    *("6.1", "6.2.1", "6.2.2", "6.2.3", "6.2.3.1", "6.2.3.2", "6.3"),
    "A",
}

# Each constraint component, by the first part of its name, and its parameters.
COMPONENTS = {
    "And": ("and",),
    "Class": ("class",),
    "Closed": ("closed", "ignoredProperties"),
    "Datatype": ("datatype",),
    "Disjoint": ("disjoint",),
    "Equals": ("equals",),
    "HasValue": ("hasValue",),
    "In": ("in",),
    "LanguageIn": ("languageIn",),
    "LessThan": ("lessThan",),
    "LessThanOrEquals": ("lessThanOrEquals",),
    "MaxCount": ("maxCount",),
    "MaxExclusive": ("maxExclusive",),
    "MaxInclusive": ("maxInclusive",),
    "MaxLength": ("maxLength",),
    "MinCount": ("minCount",),
    "MinExclusive": ("minExclusive",),
    "MinInclusive": ("minInclusive",),
    "MinLength": ("minLength",),
    "Node": ("node",),
    "NodeKind": ("nodeKind",),
    "Not": ("not",),
    "Or": ("or",),
    "Pattern": ("pattern", "flags"),
    "Property": ("property",),
    "QualifiedMaxCount": ("qualifiedMaxCount", "qualifiedValueShape"),
    "QualifiedMinCount": (
        "qualifiedMinCount",
        "qualifiedValueShape",
        "qualifiedValueShapesDisjoint",
    ),
    "SPARQL": ("sparql",),
    "UniqueLang": ("uniqueLang",),
    "Xone": ("xone",),
}
