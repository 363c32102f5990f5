"""The meaning of each rule of inference and each contradiction, in words."""

from __future__ import annotations

from gcm.core.language import msg

# By the name of the rule.
MEANINGS = {
    "cax-sco": msg("what is in a class is in the broader class too"),
    "cax-eqc1": msg("what is in a class is in an equivalent class too"),
    "cax-eqc2": msg("what is in a class is in an equivalent class too"),
    "prp-dom": msg("what has the property is in the property's domain"),
    "prp-rng": msg("what is the value of the property is in the property's range"),
    "prp-inv1": msg("a property holds the other way round as its inverse"),
    "prp-inv2": msg("a property holds the other way round as its inverse"),
    "prp-spo1": msg("where a property holds, the broader property holds too"),
    "prp-spo2": msg("a chain of properties gives the property defined by it"),
    "prp-eqp1": msg("where a property holds, an equivalent property holds too"),
    "prp-eqp2": msg("where a property holds, an equivalent property holds too"),
    "prp-symp": msg("a symmetric property holds the other way round too"),
    "prp-trp": msg("a transitive property holds from the first to the last of its steps"),
    "prp-fp": msg("a functional property has one value: two names of it name the same thing"),
    "prp-ifp": msg(
        "the value of an inverse functional property belongs to one thing: "
        "what shares it is the same"
    ),
    "eq-sym": msg("if one thing is the same as another, the other is the same as it"),
    "eq-trans": msg("things that are the same as a third are the same"),
    "eq-rep-s": msg("what is said of a thing is said of the same thing under another name"),
    "eq-rep-p": msg("where a property holds, the same property holds under another name"),
    "eq-rep-o": msg("what is said of a thing is said of the same thing under another name"),
}

# By the name of the contradiction, as the tables of `gcm.inference.rules` give it.
CLASHES = {
    "classes": msg("{x} cannot be both a {c} and a {d} ({rule}). Because:\n{facts}"),
    "nothing": msg("{x} is in owl:Nothing, in which nothing can be ({rule}). Because:\n{facts}"),
    "different": msg(
        "{x} and {y} cannot be both the same and different ({rule}). Because:\n{facts}"
    ),
    "itself": msg("{x} cannot differ from itself ({rule}). Because:\n{facts}"),
    "values": msg("{x} cannot have two values of {p}: {y} and {z} ({rule}). Because:\n{facts}"),
    "properties": msg(
        "{p} and {q} cannot both hold between {x} and {y} ({rule}). Because:\n{facts}"
    ),
    "both-ways": msg(
        "{p} cannot hold between {x} and {y} in both directions ({rule}). Because:\n{facts}"
    ),
    "reflexive": msg("{p} cannot hold between {x} and itself ({rule}). Because:\n{facts}"),
    "denied": msg(
        "{p} holds between {x} and {y}, though it is asserted not to ({rule}). Because:\n{facts}"
    ),
}
