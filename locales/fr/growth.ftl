# Films d’une œuvre terminée : comment elle a été peinte, et le zoom dans un rêve.

button-growth = 🎬 Comment il a été peint
button-zoom = 🎬 Zoomer dedans
delivered-title-growth = Comment il a été peint : de votre photo au tableau.
delivered-title-zoom = Au cœur du rêve.
progress-running-growth = Je monte le film : { $percent } %
progress-running-zoom = Je plonge dans le rêve : { $percent } %
no-free-left-growth = { $n ->
    [0] Je ne fais pas ces films pour le moment.
   *[other] Assez de films pour aujourd’hui. Le prochain sera gratuit dans environ { $span }.
}
no-free-left-zoom = { $n ->
    [0] Je ne zoome pas dans les rêves pour le moment.
   *[other] Assez de zooms pour aujourd’hui. Le prochain sera gratuit dans environ { $span }.
}
film-being-made = Le film est en route :
film-picture-gone = L’image vers laquelle ce rêve allait a été supprimée depuis : je ne peux pas continuer à rêver.
film-picture-gone-growth = La photo a été supprimée depuis : je ne peux plus montrer comment le tableau a été peint.

button-publish-film = Publier avec le film
publish-line-film = • le film : { $shown }
publish-line-film-growth = • comment il a été peint, un film qui montre votre photo : { $shown }
button-show-film = Montrer le film
button-show-film-growth = Montrer comment il a été peint
button-add-film = Montrer aussi le film
button-add-film-growth = Ajouter le film avec ma photo
film-added = Le film s’ajoute ; il sera dans un instant sur la page du tableau.
site-film = Lire le film
