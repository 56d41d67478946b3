# The feed: publishing, taking back, liking.

command-top = los mejores cuadros de la semana
command-published = lo que has publicado

button-publish = Publicar
publish-question = ¿Publicar este cuadro? Cualquiera en internet podrá verlo. Esto es lo que se verá:
publish-line-painting = • el cuadro: sí
publish-line-photo = • tu foto: { $shown }
publish-line-style = • el estilo ({ $style }): { $shown }
publish-line-title = • título: { $title }
publish-untitled = ninguno
publish-line-name = • tu nombre: { $name }
publish-shown = sí; otras personas podrán guardar una copia
publish-not-shown = no
publish-nameless = ninguno
publish-way-back = Puedes retirarlo cuando quieras, aquí o en /published: desaparece de nuestras páginas al instante.
publish-approval = Antes de que lo vea nadie, nuestro equipo le echará un vistazo.
button-show-photo = Mostrar la foto
button-show-style = Mostrar el estilo
button-show-title = Título: { $title }
button-show-name = Con mi nombre
button-give-name = Añadir un nombre
button-other-name = Otro nombre
button-publish-now = Sí, publicarlo
button-publish-go-on = Continuar
button-take-back = Retirar
button-show-painting = Ver el cuadro
button-entry-page = Abrir su página
button-take-style = Estilo { $n }

ask-name = ¿Con qué nombre? Hasta 32 letras, y lo verá todo el mundo. Si prefieres no ponerlo, /cancel
name-unclear = Un nombre puede tener hasta 32 letras, sin enlaces ni caracteres especiales. ¿Qué nombre quieres?
name-kept = Tu nombre es “{ $name }”.

publish-begun = Lo estoy publicando; te aviso cuando esté.
publish-public = Tu cuadro está en el feed: { $link }
publish-awaiting = Tu cuadro está listo para el feed. Antes lo mirará nuestro equipo; te aviso.
publish-failed = No se pudo publicar tu cuadro: sus imágenes ya no se pueden leer.
publish-taken-back = Retirado: ya no lo puede ver nadie.
publish-was-hidden = Tu cuadro se quitó del feed: { $because }. Si crees que es un error, escribe a /paysupport.
publish-not-there = Este cuadro no está en el feed.
publish-closed = Por ahora no hay feed aquí. Tu cuadro sigue siendo privado.
publish-banned = Ya no puedes publicar aquí. Si crees que es un error, escribe a /paysupport.
publish-hidden = Este cuadro se quitó del feed y no se puede volver a publicar.
publish-enough = Por hoy es suficiente. Mañana podrás publicar más.

published-title = Estos están en el feed. Elige un número para ver uno o retirarlo.
published-nothing = Todavía no has publicado nada. El botón “Publicar” está debajo de cada cuadro terminado.
published-preparing = publicándose
published-awaiting = a la espera de que lo apruebe nuestro equipo
published-public = público, { $n ->
    [one] { $n } Me gusta
   *[other] { $n } Me gusta
}
published-hidden = ocultado por nosotros
published-taken-back = retirado

style-taken = ¡Buena elección! Ahora envíame tu foto.
style-gone = Este estilo ya no es público. Tienes otros en /styles
liked = ♥

top-title = Lo mejor de la semana.
top-line = { $place }. { $n ->
    [one] { $n } Me gusta
   *[other] { $n } Me gusta
}
top-choose = Dale Me gusta a uno o usa su estilo para tu foto.
top-empty = Esta semana no hay nada en el feed. El tuyo podría ser el primero: el botón “Publicar” está debajo de cada cuadro terminado.
likes-came = { $n ->
    [one] A una persona más le gusta
   *[other] A { $n } personas más les gusta
} lo que publicaste: /published

wanted-name = Espero un nombre; si prefieres no ponerlo, /cancel

button-save-style = Guardar el estilo
button-saved = Mis estilos
button-take-saved = Usar este estilo
button-rename = Cambiar el nombre
button-drop-saved = Quitar
button-liked-style = Estilo { $n }
saved-title = Estilo { $n }
saved-kept = El estilo se guardó como “{ $title }”: /styles
saved-list = Tus estilos, página { $n }.
saved-choose = Elige uno para usarlo, cambiarle el nombre o quitarlo.
saved-none = Todavía no has guardado ningún estilo. El botón “Guardar el estilo” está debajo de cada cuadro terminado.
saved-offer = Tienes estilos guardados.
saved-not-there = Este estilo no está entre los guardados.
saved-dropped = Quitado. Los cuadros en este estilo se quedan.
saved-enough = Has guardado todos los estilos que caben. Quita uno primero: /styles
saved-gallery = Este estilo es uno de los nuestros: siempre está en /styles.
ask-title = ¿Cómo se llamará este estilo? Hasta 32 letras. Con /cancel se queda como está.
title-unclear = Un nombre puede tener hasta 32 letras, sin enlaces ni caracteres especiales. ¿Cómo se llamará el estilo?
wanted-title = Espero el nombre de un estilo; con /cancel se queda como está.
liked-styles = Los estilos de los cuadros que te gustaron en el feed:
publish-not-art = Solo se pueden publicar imágenes.
