# The order of a sheet in the chat.

command-see = qué ve la máquina en tu foto
button-make-sight = 🔍 ¿Qué ves?
ask-photo-any-sight = ¿Qué foto quieres que mire?

summary-title-sight = Déjame mirar. ¿Empezamos?
button-start-sight = 🔍 Mirar gratis
no-free-left-sight = { $n ->
    [0] En este momento no miro fotos.
   *[other] Por hoy ya he mirado bastantes fotos. La próxima será gratis en aproximadamente { $span }.
}
progress-running-sight = Mirando: { $percent } %
delivered-title-sight = Esto es lo que veo.
delivered-file-sight = La lámina en máxima calidad.

button-dream-of-it = Soñar con ello

site-kind-sight = Mira lo que ve la máquina.
site-about-kind-sight = Qué hay en tu foto, adónde mira, en qué líneas se fija y con qué sueñan sus capas.
