# The order of a sheet in the chat.

command-see = ce que la machine voit dans votre photo
button-make-sight = 🔍 Que voyez-vous ?
ask-photo-any-sight = Quelle photo voulez-vous que je regarde ?

summary-title-sight = Je vais regarder. On y va ?
button-start-sight = 🔍 Regarder gratuitement
no-free-left-sight = { $n ->
    [0] Je ne regarde pas de photos pour le moment.
   *[other] J’ai regardé assez de photos pour aujourd’hui. La prochaine sera gratuite dans environ { $span }.
}
progress-running-sight = Je regarde : { $percent } %
delivered-title-sight = Voici ce que je vois.
delivered-file-sight = La planche en pleine qualité.

button-dream-of-it = En rêver

site-kind-sight = Voyez ce que voit la machine.
site-about-kind-sight = Ce qu’il y a sur votre photo, où le réseau de neurones regarde, les lignes qu’il suit et de quoi rêvent ses couches.
