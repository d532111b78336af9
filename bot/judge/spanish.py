"""What does a Spanish sentence say in English, word by word? Just enough to be compared with English claims.

The model of meaning knows English alone. A gloss is no translation: it keeps the order and leaves unknown words.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

from bot.judge.plainly import plainly

_WORD = re.compile(r"[^\W_]+")
_FEWEST, _SHARE = 2, 0.25
_LITTLE = """
el los las una unos del que por para con sin su sus les nos esta este esto estan ya muy pero porque
como cuando donde hay van va fue han ha es en se lo de y al mi mis nuestro nuestra nuestros nuestras
ustedes ellos
"""
_MARKS = frozenset(_LITTLE.split())
# Words of both languages: English unless all of the sentence is Spanish.
_SHARED = "a al arte con dan grade la las lo mayo mesa mi no o once papa si sin solo son un van"
_EITHER = frozenset(_SHARED.split())
_PAIRS = """
a:to abril:april abrir:open acaba:ends acabar:end acabaron:ended acabe:ends aceptan:accept afuera:outside
agosto:august agua:water ahora:now al:to-the alberca:pool alguien:someone alguno:some algunos:some alla:there
almuerzo:lunch alto:high alumno:student alumnos:students ambos:both americano:american ano:year anos:years
antes:before anual:annual anuncio:announcement apagar:turn-off apenas:barely aplicacion:application aprenden:learn
aprender:learn aprobaron:approved aprobo:approved aqui:here arma:weapon armas:weapons arreglar:fix arte:art
asiento:seat asientos:seats asistencia:attendance aula:classroom aulas:classrooms aumentar:raise aumentaron:raised
aumento:raise aunque:although autobus:bus autobuses:buses autos:cars ayuda:help ayudar:help bajar:lower
bajaron:lowered banda:band bandera:flag bano:bathroom banos:bathrooms barato:cheap barrio:neighborhood basta:enough
beca:scholarship becas:scholarships beneficios:benefits biblioteca:library bibliotecaria:librarian bilingue:bilingual
boleta:report boletas:report-cards boleto:ticket boletos:tickets bono:bond bonos:bonds botella:bottle botellas:bottles
bueno:good cada:every calendario:calendar calificacion:grade calificaciones:grades calle:street calor:heat
camara:camera camaras:cameras cambia:changes cambian:change cambiando:changing cambiar:change cambiaron:switched
cambio:change cambios:changes camion:bus camiones:buses campana:bell campo:field cancelada:cancelled
cancelado:cancelled cancelan:cancel cancelar:cancel cancelaron:cancelled caro:expensive carro:car carros:cars
carta:letter casa:home castigo:punishment celular:phone celulares:phones cerrada:closed cerrado:closed
cerrando:closing cerrar:close cerraran:will-close cerraron:closed cerro:closed chico:kid chicos:kids
chiquitos:little-kids ciencia:science ciencias:science cientos:hundreds cierra:closes cierran:are-closing
cierre:closing ciudad:city clase:class clases:classes cobran:charge cobrando:charging cobrar:charge cobraron:charged
cocina:kitchen colegio:school comedor:cafeteria comen:eat comer:eat comida:food comidas:meals comienza:starts
comienzan:start comite:committee compania:company comprar:buy compraron:bought computadora:computer
computadoras:computers comunidad:community con:with condado:county consejo:board consentimiento:consent contra:against
contratar:hire contrataron:hired contrato:contract corta:short cortan:cut cortar:cut cortaron:cut costo:cost
cuando:when cuanto:how-much cuarto:fourth cubrebocas:masks cuenta:account cuentas:accounts cuesta:costs cuestan:cost
cuidado:careful cuota:fee cuotas:fees curso:course cursos:courses dan:give danar:damage dar:give de:of debe:owes
deben:owe decidieron:decided dejan:let dejar:let dejaron:let del:of-the demasiado:too-much dentro:inside deporte:sport
deportes:sports derecho:right desayuno:breakfast desde:since despedidos:fired despidieron:fired despues:after
deuda:debt devolver:return devolverle:return dia:day dias:days dicen:say diciembre:december dieron:gave dijeron:said
dijo:said dinero:money director:principal directora:principal distrito:district doble:double doctora:doctor
domingo:sunday donde:where dormir:sleep duplicar:double duplicara:will-double edad:age edificio:building
edificios:buildings educacion:education el:the eleccion:election elecciones:election eliminaron:eliminated ella:she
ellos:they empezar:start empieza:starts empiezan:start empleados:employees empresa:company en:in enero:january
enfermera:nurse enfermeras:nurses enfermo:sick entra:enters entrada:entrance entran:enter entrar:enter
entregar:hand-in equipo:team equipos:teams es:is escribir:write escuela:school escuelas:schools espanol:spanish
especial:special esta:this estadio:stadium estado:state estan:are estatal:state este:this estudiante:student
estudiantes:students examen:test examenes:tests excursion:field-trip excursiones:field-trips expulsaron:expelled
falta:lack faltan:lack faltas:absences familia:family familias:families febrero:february fiesta:party fiestas:parties
fin:end finales:finals firma:signature firmar:sign firme:sign foto:picture fotos:pictures fraude:fraud frio:cold
fue:was fuera:out fueron:were futbol:soccer ganan:earn ganar:earn gano:earned gasta:spends gastan:spend
gastando:spending gastar:spend gastaron:spent gasto:spent gastos:expenses gatos:cats gente:people gobierno:government
graban:record grabar:record gracias:thanks grada:grade grado:grade grados:grades graduacion:graduation
graduar:graduate grande:big grandes:big gratis:free gratuita:free gratuito:free gratuitos:free grupo:group
grupos:groups guarderia:daycare guardia:guard guardias:guards haber:be hablan:speak hablar:speak habra:there-will-be
hace:makes hacen:make hacer:make hacia:toward hambre:hungry haran:will-make hasta:until hay:there-is hermana:sister
hermano:brother hicieron:made hija:daughter hijo:child hijos:children hizo:made hora:hour horario:schedule horas:hours
hoy:today idioma:language idiomas:languages impuesto:tax impuestos:taxes ingles:english inscripcion:enrollment
instalaron:installed invierno:winter ir:go jamas:never jardin:garden jovenes:teens juego:game juegos:games
jueves:thursday jugar:play julio:july junio:june junta:board juramento:pledge kinder:kindergarten la:the lado:side
largo:long las:the leer:read lejos:far lengua:language les:them letra:letter ley:law leyes:laws libro:book
libros:books limite:limit limpiar:clean limpieza:cleaning lista:list listos:ready llamada:call llamadas:calls
llamar:call llegan:arrive llegar:arrive lleno:full lleva:takes llevan:take llevar:take lo:it los:the luces:lights
lunes:monday maestra:teacher maestras:teachers maestro:teacher maestros:teachers mal:bad mala:bad malo:bad mama:mother
mamas:mothers manana:tomorrow mandan:send mandar:send manejar:drive mantener:keep martes:tuesday marzo:march mas:more
mascara:mask mascaras:masks mascarilla:mask mascarillas:masks matematicas:math mayo:may mayor:older mayores:older
mayoria:majority medicina:medicine medico:doctor medio:half mejor:better menos:less mensual:monthly mentira:lie
mes:month mesa:board mesas:tables meses:months meten:put metieron:put mi:my miedo:fear mienten:lie miercoles:wednesday
milla:mile millas:miles millones:million minuto:minute minutos:minutes mis:my misma:same mismo:same mitad:half
mochila:backpack mochilas:backpacks muchachos:kids mucho:much muchos:many mujer:woman multa:fine musica:music
nada:nothing nadie:nobody navidad:christmas necesita:needs necesitan:need necesitar:need negar:deny negaron:denied
nieta:granddaughter nieto:grandson nina:girl ninas:girls nino:boy ninos:children no:not noche:night noches:nights
nombre:name nos:us nota:grade notas:grades noviembre:november nuestra:our nuestras:our nuestro:our nuestros:our
nueva:new nuevo:new numero:number nunca:never o:or obligan:force obligando:forcing obligar:force obligatoria:mandatory
obligatorias:mandatory obligatorio:mandatory octubre:october oficial:officer oficiales:officers oficina:office
ofrecen:offer once:11 otra:another otras:other otro:another otros:other padre:father padres:parents paga:pays
pagado:paid pagan:pay pagando:paying pagar:pay pagaron:paid pago:payment pagos:payments pantalla:screen
pantallas:screens papa:father papas:parents papel:paper papeles:papers para:for parada:stop paradas:stops parque:park
parte:part partido:game pasa:passes pasado:last pasan:pass pasar:pass paseo:field-trip paseos:field-trips
patio:playground pedian:asked pedir:ask pelea:fight peleas:fights peligro:danger peligroso:dangerous peor:worse
perder:lose perdieron:lost perdio:lost permiso:permission permite:allows permiten:allow permitido:allowed
permitidos:allowed permitir:allow perro:dog perros:dogs persona:person personas:people piden:ask pidieron:asked
piscina:pool piso:floor pistola:gun pistolas:guns plomo:lead pobre:poor pobres:poor poco:little policia:police
policias:police politica:policy pone:puts ponen:put poner:put por:for porciento:percent precio:price precios:prices
preescolar:preschool preguntar:ask preguntarle:asking prende:turns-on prender:turn-on preparatoria:high-school
prestamo:loan presupuesto:budget primaria:elementary primavera:spring primer:first primera:first primero:first
privada:private privado:private problema:problem profesor:teacher profesora:teacher profesores:teachers
programa:program programas:programs prohibe:bans prohiben:ban prohibida:banned prohibido:banned prohibieron:banned
prohibir:ban pronto:soon propiedad:property proteger:protect proxima:next proximo:next prueba:test pruebas:tests
publica:public publico:public pueblo:town puede:can pueden:can puerta:door puertas:doors puesto:position
puestos:positions que:that quebro:broke quedan:stay quiere:wants quieren:want quita:removes quitan:remove
quitando:removing quitar:remove quitara:will-remove quitaron:removed racismo:racism rapido:fast receso:recess
recoger:pick-up recortaron:cut recreo:recess reemplazar:replace regalo:gift regla:rule reglas:rules regresan:return
regresar:return renuncio:resigned repetir:repeat reprobar:fail reprobaron:failed requerido:required requieren:require
reunion:meeting reuniones:meetings revisan:check revisar:check robar:steal robaron:stole robo:stole ropa:clothes
ruta:route rutas:routes sabado:saturday saben:know saber:know sacan:take-out sacar:take-out sacaron:took-out sala:room
salario:salary salarios:salaries sale:leaves salen:leave salida:exit salir:leave salon:classroom salones:classrooms
salud:health sancion:fine secretaria:secretary secreto:secret secundaria:middle-school seguir:continue segundo:second
segura:safe seguridad:security seguro:safe seguros:safe semana:week semanas:weeks semestre:semester senor:mr
senora:mrs septiembre:september ser:be sera:will-be seran:will-be servicio:service si:if sido:been siempre:always
sigue:still siguen:still siguiente:next sin:without sistema:system sobre:about sola:alone solo:only son:are su:their
sube:raises suben:raise subieron:raised subio:raised subir:raise sueldo:salary sueldos:salaries
superintendente:superintendent sus:their suspender:suspend suspendieron:suspended tambien:also tampoco:neither
tarea:homework tareas:homework tarifa:fee teatro:theater techo:roof techos:roofs telefono:phone telefonos:phones
temprano:early tendran:will-have tener:have tenia:had tercer:third tercera:third termina:ends terminan:end
terminar:end terminaron:ended terminarse:end tiempo:time tienda:store tiene:has tienen:have tierra:land tiran:throw
tirar:throw tiraron:threw toca:turn todas:all todos:all toman:take tomar:take trabajadores:workers trabajan:work
trabajo:job trabajos:jobs trae:brings traen:bring traer:bring traigan:bring trampa:cheat transporte:bus-service
ultima:last ultimo:last un:a una:a unico:only uniforme:uniform uniformes:uniforms usan:use usar:use uso:use
vacaciones:vacation vacio:empty vacuna:vaccine vacunacion:vaccination vacunan:vaccinate vacunando:vaccinating
vacunar:vaccinate vacunas:vaccines vamos:go van:going-to vecina:neighbor vecino:neighbor vecinos:neighbors venden:sell
vender:sell vendieron:sold vendio:sold ver:see verano:summer verdad:truth vez:time viaje:trip viajes:trips vieja:old
viejo:old viejos:old viernes:fridays vigilan:watch violencia:violence visita:visit visitar:visit visitas:visitors
vive:lives viven:live vivir:live volver:return votacion:vote votar:vote votaron:voted voto:vote y:and ya:already
zona:zone zonas:zones
"""
_ENGLISH: Mapping[str, str] = MappingProxyType(
    {spanish: english.replace("-", " ") for spanish, _, english in (pair.partition(":") for pair in _PAIRS.split())}
)


def glossed(text: str) -> str:
    """`text` plainly (see `plainly`), with its Spanish words in English.

    Where it mixes both languages, words that are English as well stay.
    """
    plain = plainly(text)
    words = _WORD.findall(plain)
    marks = sum(word in _MARKS for word in words)
    sure = sum(word in _ENGLISH and word not in _EITHER for word in words)
    if marks >= _FEWEST and marks >= _SHARE * len(words):
        return _WORD.sub(lambda found: _ENGLISH.get(found[0], found[0]), plain)
    if marks < 1 or sure < _FEWEST:
        return plain
    return _WORD.sub(lambda found: found[0] if found[0] in _EITHER else _ENGLISH.get(found[0], found[0]), plain)
