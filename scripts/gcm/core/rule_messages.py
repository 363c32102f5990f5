"""What each check of the tool's own asks and each rule of inference says."""

from __future__ import annotations

RULES: dict[str, tuple[str, str]] = {
    "rule-syntax": (
        "The file follows the syntax of its format.",
        "El archivo sigue la sintaxis de su formato.",
    ),
    "rule-prefix": (
        "Prefixes stand for what the register of prefixes says.",
        "Los prefijos significan lo que dice el registro de prefijos.",
    ),
    "rule-term": (
        "Properties, classes and datatypes are defined somewhere.",
        "Las propiedades, clases y tipos de datos están definidos en alguna parte.",
    ),
    "rule-absent": (
        "What is to be taken away is there.",
        "Lo que se quita está en el grafo.",
    ),
    "rule-source": (
        "The generated graph of a source is what its text gives.",
        "El grafo generado de una fuente es el que da su texto.",
    ),
    "rule-named": (
        "A quote names whom and what it proves, by the longest name that stands there.",
        "Una cita nombra a quien y lo que prueba, por el nombre más largo que allí figura.",
    ),
    "rule-worded": (
        "Words ascribed to a source are in its quote.",
        "Las palabras atribuidas a una fuente están en su cita.",
    ),
    "rule-dated": (
        "A quote names the year, the month and the day that it proves.",
        "Una cita nombra el año, el mes y el día que prueba.",
    ),
    "rule-event": (
        "The event of a fact is one that its document is about.",
        "El evento de un hecho es uno del que trata su documento.",
    ),
    "rule-cut": (
        "A quote begins and ends with whole words.",
        "Una cita empieza y termina con palabras enteras.",
    ),
    "rule-negated": (
        "No negation is cut off a quote.",
        "A ninguna cita se le corta una negación.",
    ),
    "rule-language": (
        "A text is in the language that its tag says.",
        "Un texto está en el idioma que dice su etiqueta.",
    ),
    "rule-table": (
        "The rows of a table are as its columns ask.",
        "Las filas de una tabla son como piden sus columnas.",
    ),
    "rule-blank-node": (
        "In data everything has an IRI.",
        "En los datos todo tiene un IRI.",
    ),
    "rule-line-ends": (
        "Lines end in LF alone.",
        "Las líneas terminan solo en LF.",
    ),
    "rule-file": (
        "Every file can be read.",
        "Todo archivo se puede leer.",
    ),
    "rule-other": (
        "The data holds what it must.",
        "Los datos cumplen lo que deben.",
    ),
}

_SUBCLASS = (
    "what is in a class is in the broader class too",
    "lo que está en una clase está también en la más amplia",
)
_EQUIVALENT_CLASS = (
    "what is in a class is in an equivalent class too",
    "lo que está en una clase está también en la equivalente",
)
_INVERSE = (
    "a property holds the other way round as its inverse",
    "una propiedad vale en sentido contrario como su inversa",
)
_EQUIVALENT_PROPERTY = (
    "where a property holds, an equivalent property holds too",
    "donde vale una propiedad, vale también la equivalente",
)
_SAME = (
    "what is said of a thing is said of the same thing under another name",
    "lo que se dice de una cosa se dice de la misma cosa con otro nombre",
)

_FACTS = ("What leads there:", "Lo que lleva a ello:")

_CLASHES = {
    "clash-classes": (
        "{x} cannot be both a {c} and a {d}",
        "{x} no puede ser a la vez {c} y {d}",
    ),
    "clash-nothing": (
        "{x} is in owl:Nothing, in which nothing can be",
        "{x} está en owl:Nothing, donde no puede haber nada",
    ),
    "clash-different": (
        "{x} and {y} cannot be both the same and different",
        "{x} y {y} no pueden ser a la vez lo mismo y distintos",
    ),
    "clash-itself": (
        "{x} cannot differ from itself",
        "{x} no puede ser distinto de sí mismo",
    ),
    "clash-values": (
        "{x} cannot have two values of {p}: {y} and {z}",
        "{x} no puede tener dos valores de {p}: {y} y {z}",
    ),
    "clash-properties": (
        "{p} and {q} cannot both hold between {x} and {y}",
        "{p} y {q} no pueden valer a la vez entre {x} y {y}",
    ),
    "clash-both-ways": (
        "{p} cannot hold between {x} and {y} in both directions",
        "{p} no puede valer entre {x} y {y} en ambos sentidos",
    ),
    "clash-reflexive": (
        "{p} cannot hold between {x} and itself",
        "{p} no puede valer entre {x} y sí mismo",
    ),
    "clash-denied": (
        "{p} holds between {x} and {y}, though it is asserted not to",
        "{p} vale entre {x} y {y}, aunque se declara que no",
    ),
}

INFERENCE: dict[str, tuple[str, str]] = {
    "rule-cax-sco": _SUBCLASS,
    "rule-cax-eqc1": _EQUIVALENT_CLASS,
    "rule-cax-eqc2": _EQUIVALENT_CLASS,
    "rule-prp-dom": (
        "what has the property is in the property's domain",
        "lo que tiene la propiedad está en el dominio de esta",
    ),
    "rule-prp-rng": (
        "what is the value of the property is in the property's range",
        "lo que es valor de la propiedad está en el rango de esta",
    ),
    "rule-prp-inv1": _INVERSE,
    "rule-prp-inv2": _INVERSE,
    "rule-prp-spo1": (
        "where a property holds, the broader property holds too",
        "donde vale una propiedad, vale también la más amplia",
    ),
    "rule-prp-spo2": (
        "a chain of properties gives the property defined by it",
        "una cadena de propiedades da la propiedad que se define por ella",
    ),
    "rule-prp-eqp1": _EQUIVALENT_PROPERTY,
    "rule-prp-eqp2": _EQUIVALENT_PROPERTY,
    "rule-prp-symp": (
        "a symmetric property holds the other way round too",
        "una propiedad simétrica vale también en sentido contrario",
    ),
    "rule-prp-trp": (
        "a transitive property holds from the first to the last of its steps",
        "una propiedad transitiva vale del primero al último de sus pasos",
    ),
    "rule-prp-fp": (
        "a functional property has one value: two names of it name the same thing",
        "una propiedad funcional tiene un solo valor: dos nombres suyos nombran lo mismo",
    ),
    "rule-prp-ifp": (
        "the value of an inverse functional property belongs to one thing: what shares it is the "
        "same",
        "el valor de una propiedad funcional inversa es de una sola cosa: lo que lo comparte es lo "
        "mismo",
    ),
    "rule-eq-sym": (
        "if one thing is the same as another, the other is the same as it",
        "si una cosa es la misma que otra, la otra es la misma que ella",
    ),
    "rule-eq-trans": (
        "things that are the same as a third are the same",
        "las cosas que son lo mismo que una tercera son lo mismo",
    ),
    "rule-eq-rep-s": _SAME,
    "rule-eq-rep-p": (
        "where a property holds, the same property holds under another name",
        "donde vale una propiedad, vale la misma con otro nombre",
    ),
    "rule-eq-rep-o": _SAME,
    **{
        key: (
            f"{english} ({{rule}}). {_FACTS[0]}\n{{facts}}",
            f"{spanish} ({{rule}}). {_FACTS[1]}\n{{facts}}",
        )
        for key, (english, spanish) in _CLASHES.items()
    },
}
