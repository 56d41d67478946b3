# The way from a photo to a started painting.

welcome =
    ¡Hola! Pinto fotos en el estilo de grandes cuadros.
    Envíame una foto. { $n ->
        [0] Los cuadros cuestan unos pocos créditos.
        [one] { $n } cuadro al día es gratis.
       *[other] { $n } cuadros al día son gratis.
    }

ask-first-photo = ¡Vamos! ¿Qué foto quieres que pinte?
ask-style = Muy bonita. ¿Qué estilo quieres? Envía una segunda imagen o elige una de las mías.
ask-second-style = ¿Qué segundo estilo mezclo? Envía una imagen o elige una.
ask-photo = ¡Gran estilo! Ahora envíame la foto.
took-first-two = Con dos imágenes me basta: he tomado la primera como foto y la segunda como estilo.
third-picture = Ya tengo una foto y un estilo. ¿Qué es esta imagen?

gallery-title = Estas son algunas de mis favoritas.
gallery-choose = ¿Qué estilo quieres?
recent-title = Tus estilos recientes.
recent-choose = ¿Quieres usar alguno otra vez?

summary-title = Todo listo. ¿Empezamos?
summary-started = ¡En marcha!
summary-dropped = No hay problema. Envía una foto cuando quieras.
summary-missing = { $missing ->
    [one] Te falta { $missing } crédito
   *[other] Te faltan { $missing } créditos
}: tienes { $balance }.

line-style = Estilo: { $style }
line-second-style = Segundo estilo: { $style }, { $percent } %
line-painting-strength = Intensidad: { $choice }
line-painting-stroke = Pinceladas: { $choice }
line-painting-colours = Colores: { $choice }
line-quality = Calidad: { $plan }

menu-quality = ¿Qué tamaño y qué calidad?
menu-painting-strength = ¿Qué tan intenso debe ser el estilo?
menu-painting-stroke = ¿De qué tamaño deben ser las pinceladas?
menu-share = ¿Cuánto del segundo estilo?

no-free-left = { $n ->
    [0] En este momento no hay cuadros gratis.
    [one] Ya usaste el cuadro gratis de hoy. El próximo será gratis en aproximadamente { $span }.
   *[other] Ya usaste tus { $n } cuadros gratis de hoy. El próximo será gratis en aproximadamente { $span }.
}
free-one-at-a-time = Los cuadros gratis, de uno en uno: el próximo puede empezar cuando termine este. El tuyo está listo para empezar.
network-is-busy = Ya se están pintando varios cuadros gratis desde tu red. El tuyo está listo: empiézalo cuando termine uno de ellos.
no-free-left-in-network = Los cuadros gratis de hoy para tu red se han agotado. El próximo será gratis en aproximadamente { $span }.
too-many-jobs = ¡Son muchos a la vez! Déjame terminar antes uno de estos:

gone-picture = Esa imagen ya se borró. Envíala otra vez, por favor.
gone-photo = La foto ya se borró. Envíala otra vez, por favor.
gone-style = La imagen del estilo ya se borró. Envíala otra vez o elige otra.
gone-second-style = El segundo estilo ya se borró. Puedo pintar sin él: pulsa el botón otra vez o vuelve a enviar la imagen.
gone-both = Las dos imágenes ya se borraron. Envíame la foto otra vez, por favor.

text-idle = Se me dan mejor las imágenes que las palabras. Envíame una foto o mira /help.
text-wants-style = Espero el estilo: envía una imagen o elige una en /styles.
text-wants-photo = Espero la foto que quieres que pinte.
text-wants-second-style = Espero el segundo estilo: envía una imagen o elige una en /styles.
text-ready = Todo está listo: pulsa el botón de arriba y empiezo. Con /new empiezas de cero.

wanted-photo = Envíame una foto para pintar.
wanted-style = Ahora necesito una imagen para el estilo. Las mías están en /styles.
wanted-second-style = Ahora necesito una imagen para el segundo estilo. Las mías están en /styles.
wanted-start = Tu foto y tu estilo están listos: con el botón de arriba empieza el cuadro.

button-old = Este botón es antiguo y ya no hace nada.
draft-started = Este ya ha empezado:
draft-painted = Este ya está terminado. Lo tienes en /history.

blocked = Lo siento, tu acceso está bloqueado y no puedo aceptar nuevos pedidos tuyos. Recibirás todo lo que ya pagaste. Tus cuadros: /history. Preguntas sobre un pago: /paysupport. Borrarlo todo: /delete_me.

kind-closed = En este momento no hago eso. Un cuadro siempre es posible: envíame una foto.
gone-guide = La imagen que guiaba el sueño ya se borró. Puedo seguir sin ella: pulsa el botón otra vez o vuelve a enviarla.
ask-photo-any = ¿Qué foto quieres que use?
ask-guide = ¿A qué imagen debe parecerse? Envía una o elige entre las mías.
line-guide = Parecido a: { $picture }
