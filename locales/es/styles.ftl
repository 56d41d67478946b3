# Sketches of one photo in all styles of the gallery.

command-sketches = tu foto en ocho estilos de un vistazo
button-make-styles = 👀 Mi foto en los ocho estilos
ask-photo-any-styles = ¿Qué foto quieres ver en ocho estilos?
no-free-left-styles = { $n ->
    [0] En este momento no hago bocetos.
   *[other] Por hoy ya son bastantes bocetos. La próxima lámina será gratis en aproximadamente { $span }.
}
progress-running-styles = Haciendo bocetos: { $percent } %
delivered-title-styles = Tu foto en ocho estilos.
delivered-caption-styles = Son bocetos rápidos: muestran los colores y las pinceladas. El cuadro será más rico y más fiel al estilo. ¿Cuál quieres como cuadro?
delivered-file-styles = Los bocetos en máxima calidad.

button-paint-wave = 1 · La gran ola
button-paint-auvers = 2 · Calle en Auvers
button-paint-kandinsky = 3 · Composición VIII
button-paint-inokashira = 4 · Inokashira
button-paint-harvesters = 5 · La cosecha
button-paint-gioconda = 6 · La Gioconda
button-paint-ejiri = 7 · Ejiri
button-paint-librarian = 8 · El bibliotecario

site-kind-styles = Mira tu foto en ocho estilos.
site-about-kind-styles = Bocetos en segundos, para elegir el estilo viéndolo. Un toque en uno te lleva al cuadro.
