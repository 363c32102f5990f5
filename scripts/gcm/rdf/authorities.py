"""Codes of others as DCAT-AP 3, section 9, asks for them: EU Vocabularies and IANA media types.

https://semiceu.github.io/DCAT-AP/releases/3.0.0/#controlled-vocs
"""

from __future__ import annotations

AUTHORITY = "http://publications.europa.eu/resource/authority/"
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
IRREGULAR = AUTHORITY + "frequency/IRREG"
# International issues; population and society.
THEMES = (AUTHORITY + "data-theme/INTR", AUTHORITY + "data-theme/SOCI")

_CONTINENTS = {
    "002": "AFRICA",
    "009": "OCEANIA",
    "019": "AMERICA",
    "142": "ASIA",
    "150": "EUROPE",
}
# ISO 639-1 with ISO 639-3, whose codes the authority table has in capitals.
_LANGUAGES = """
aa aar ab abk ae ave af afr ak aka am amh an arg ar ara as asm av ava ay aym az aze ba bak be bel
bg bul bi bis bm bam bn ben bo bod br bre bs bos ca cat ce che ch cha co cos cr cre cs ces cu chu
cv chv cy cym da dan de deu dv div dz dzo ee ewe el ell en eng eo epo es spa et est eu eus fa fas
ff ful fi fin fj fij fo fao fr fra fy fry ga gle gd gla gl glg gn grn gu guj gv glv ha hau he heb
hi hin ho hmo hr hrv ht hat hu hun hy hye hz her ia ina id ind ie ile ig ibo ii iii ik ipk io ido
is isl it ita iu iku ja jpn jv jav ka kat kg kon ki kik kj kua kk kaz kl kal km khm kn kan ko kor
kr kau ks kas ku kur kv kom kw cor ky kir la lat lb ltz lg lug li lim ln lin lo lao lt lit lu lub
lv lav mg mlg mh mah mi mri mk mkd ml mal mn mon mr mar ms msa mt mlt my mya na nau nb nob nd nde
ne nep ng ndo nl nld nn nno no nor nr nbl nv nav ny nya oc oci oj oji om orm or ori os oss pa pan
pi pli pl pol ps pus pt por qu que rm roh rn run ro ron ru rus rw kin sa san sc srd sd snd se sme
sg sag si sin sk slk sl slv sm smo sn sna so som sq sqi sr srp ss ssw st sot su sun sv swe sw swa
ta tam te tel tg tgk th tha ti tir tk tuk tl tgl tn tsn to ton tr tur ts tso tt tat tw twi ty tah
ug uig uk ukr ur urd uz uzb ve ven vi vie vo vol wa wln wo wol xh xho yi yid yo yor za zha zh zho
zu zul
"""
_CODES = _LANGUAGES.split()
_LONG = dict(zip(_CODES[::2], _CODES[1::2], strict=True))
_UNDETERMINED = "und"


def language(tag: str) -> str:
    """The language of a language tag of BCP 47, without its region or script."""
    short = tag.lower().partition("-")[0]
    code = short if len(short) == 3 else _LONG.get(short, _UNDETERMINED)
    return f"{AUTHORITY}language/{code.upper()}"


def continent(m49: str) -> str:
    """The continent of a region of the standard M49; empty for one that is no continent."""
    return f"{AUTHORITY}continent/{_CONTINENTS[m49]}" if m49 in _CONTINENTS else ""


def file_type(code: str) -> str:
    """A format of files, such as `RDF_TURTLE`."""
    return f"{AUTHORITY}file-type/{code}"


def media_type(name: str) -> str:
    """A media type, such as `text/turtle`."""
    return MEDIA_TYPES + name
