# Filme zu einem fertigen Werk: wie es entstand, und die Fahrt in einen Traum.

button-growth = 🎬 Wie es entstand
button-zoom = 🎬 Hineinzoomen
delivered-title-growth = So ist es entstanden: von deinem Foto zum Gemälde.
delivered-title-zoom = Hinein in den Traum.
progress-running-growth = Ich setze den Film zusammen: { $percent } %
progress-running-zoom = Ich tauche in den Traum ein: { $percent } %
no-free-left-growth = { $n ->
    [0] Solche Filme mache ich zurzeit nicht.
   *[other] Das waren genug Filme für heute. Der nächste ist in etwa { $span } gratis.
}
no-free-left-zoom = { $n ->
    [0] In Träume zoome ich zurzeit nicht.
   *[other] Für heute ist genug gezoomt. Der nächste Film ist in etwa { $span } gratis.
}
film-being-made = Der Film ist schon unterwegs:
film-picture-gone = Das Bild, auf das dieser Traum zuging, ist inzwischen gelöscht. Weiterträumen kann ich deshalb nicht.
film-picture-gone-growth = Das Foto ist inzwischen gelöscht. Wie das Gemälde entstand, kann ich deshalb nicht mehr zeigen.

button-publish-film = Mit dem Film veröffentlichen
publish-line-film = • der Film: { $shown }
publish-line-film-growth = • wie es entstand, ein Film, der dein Foto zeigt: { $shown }
button-show-film = Film zeigen
button-show-film-growth = Zeigen, wie es entstand
button-add-film = Den Film auch zeigen
button-add-film-growth = Film mit meinem Foto dazu zeigen
film-added = Der Film kommt dazu; er ist gleich auf der Seite des Gemäldes.
site-film = Film abspielen
