# Películas de una obra terminada: cómo se pintó, y el zoom en un sueño.

button-growth = 🎬 Cómo se pintó
button-zoom = 🎬 Entrar en el sueño
delivered-title-growth = Así se pintó: de tu foto al cuadro.
delivered-title-zoom = Dentro del sueño.
progress-running-growth = Montando la película: { $percent } %
progress-running-zoom = Entrando en el sueño: { $percent } %
no-free-left-growth = { $n ->
    [0] En este momento no hago estas películas.
   *[other] Por hoy ya son bastantes películas. La próxima será gratis en aproximadamente { $span }.
}
no-free-left-zoom = { $n ->
    [0] En este momento no entro en sueños.
   *[other] Por hoy ya son bastantes zooms. El próximo será gratis en aproximadamente { $span }.
}
film-being-made = La película está en camino:
film-picture-gone = La imagen hacia la que iba este sueño ya se borró, así que no puedo seguir soñando.
film-picture-gone-growth = La foto ya se borró, así que no puedo mostrar cómo se pintó.

button-publish-film = Publicar con la película
publish-line-film = • la película: { $shown }
publish-line-film-growth = • cómo se pintó, una película que muestra tu foto: { $shown }
button-show-film = Mostrar la película
button-show-film-growth = Mostrar cómo se pintó
button-add-film = Mostrar también la película
button-add-film-growth = Añadir la película con mi foto
film-added = Se está añadiendo la película; en un momento estará en la página del cuadro.
site-film = Reproducir la película
