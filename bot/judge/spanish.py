"""What does a Spanish sentence say in English, word by word? Just enough to be compared with English claims.

The model of meaning knows English alone. A gloss is no translation: it keeps the order and leaves unknown words.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

from bot.judge.text import normal_form

_WORD = re.compile(r"[^\W_]+")
_FEWEST, _SHARE = 2, 0.25
_MARKS = frozenset(
    {
        "el",
        "los",
        "las",
        "una",
        "unos",
        "del",
        "que",
        "por",
        "para",
        "con",
        "sin",
        "su",
        "sus",
        "les",
        "nos",
        "esta",
        "este",
        "esto",
        "estan",
        "ya",
        "muy",
        "pero",
        "porque",
        "como",
        "cuando",
        "donde",
        "hay",
        "van",
        "va",
        "fue",
        "han",
        "ha",
        "es",
        "en",
        "se",
        "lo",
        "de",
        "y",
        "al",
        "mi",
        "mis",
        "nuestro",
        "nuestra",
        "nuestros",
        "nuestras",
        "ustedes",
        "ellos",
    }
)
_PAIRS = """
a:to agua:water ahora:now al:to-the alberca:pool alguien:someone almuerzo:lunch alumno:student alumnos:students
ano:year anos:years aprobaron:approved aprobo:approved armas:weapons aumento:raise autobus:bus autobuses:buses
banda:band bandera:flag bano:bathroom banos:bathrooms biblioteca:library boleta:report camara:camera camaras:cameras
camion:bus campo:field cancelada:cancelled cancelado:cancelled cancelaron:cancelled casa:home cerrada:closed
cerrado:closed cerrar:close cerraran:will-close cerraron:closed cierra:closes cierran:are-closing clase:class
clases:classes colegio:school comer:eat comida:food computadoras:computers con:with consentimiento:consent
contra:against cuatro:four cubrebocas:masks cuesta:costs dan:give dar:give de:of debe:owes deben:owe
decidieron:decided del:of-the deuda:debt dia:day dias:days dicen:say dinero:money director:principal
directora:principal distrito:district doble:double duplicar:double duplicara:will-double el:the
eliminaron:eliminated ella:she ellos:they en:in enfermera:nurse es:is escuela:school escuelas:schools esta:this
estan:are este:this estudiante:student estudiantes:students familias:families fue:was gatos:cats graban:record
grabar:record gratis:free hay:there-are hija:daughter hijo:child hijos:children hora:hour horario:schedule
impuesto:tax impuestos:taxes jueves:thursday junta:board juramento:pledge kinder:kindergarten la:the las:the
les:them libro:book libros:books lo:it los:the lunes:monday maestra:teacher maestras:teachers maestro:teacher
maestros:teachers martes:tuesday mas:more mascara:mask mascaras:masks mascarilla:mask mascarillas:masks
matematicas:math mesa:board mi:my miercoles:wednesday mil:thousand millas:miles millones:million mis:my
muchachos:kids multa:fine musica:music nadie:nobody ninas:girls nino:child ninos:children no:not nos:us nuestra:our
nuestras:our nuestro:our nuestros:our nueva:new nuevo:new nunca:never o:or obligatoria:mandatory
obligatorias:mandatory obligatorio:mandatory padres:parents pagan:pay pagar:pay pagaron:paid papas:parents para:for
pedir:ask perdieron:lost permiso:permission permiten:allow permitido:allowed piden:ask piscina:pool plomo:lead
policia:police policias:police por:for primaria:elementary prohibida:banned prohibido:banned prohibieron:banned
proxima:next proximo:next que:that quitaron:removed recortaron:cut ropa:clothes rutas:routes salario:salary
salarios:salaries secundaria:middle-school semana:week ser:be servicio:service sin:without su:their sueldo:salary
sueldos:salaries superintendente:superintendent sus:their tarea:homework tienen:have todas:all todos:all
transporte:bus-service un:a una:a uniforme:uniform uniformes:uniforms vacuna:vaccine vacunan:vaccinate
vacunando:vaccinating vacunar:vaccinate vacunas:vaccines van:going-to venden:sell vendieron:sold verano:summer
vez:time viernes:fridays viven:live votaron:voted y:and ya:already
"""
_ENGLISH: Mapping[str, str] = MappingProxyType(
    {spanish: english.replace("-", " ") for spanish, _, english in (pair.partition(":") for pair in _PAIRS.split())}
)


def glossed(text: str) -> str:
    """`text` with its Spanish words in English where it is Spanish; any other text as it is."""
    plain = normal_form(text).text
    words = _WORD.findall(plain)
    marks = sum(word in _MARKS for word in words)
    if marks < _FEWEST or marks < _SHARE * len(words):
        return text
    return _WORD.sub(lambda found: _ENGLISH.get(found.group(), found.group()), plain)
