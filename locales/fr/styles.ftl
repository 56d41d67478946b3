# Sketches of one photo in all styles of the gallery.

command-sketches = votre photo dans huit styles à la fois
button-make-styles = 👀 Ma photo dans les huit styles
ask-photo-any-styles = Quelle photo aimeriez-vous voir en huit styles ?
no-free-left-styles = { $n ->
    [0] Je ne fais pas d’esquisses pour le moment.
   *[other] Assez d’esquisses pour aujourd’hui. La prochaine planche sera gratuite dans environ { $span }.
}
progress-running-styles = J’esquisse : { $percent } %
delivered-title-styles = Votre photo en huit styles.
delivered-caption-styles = Ce sont des esquisses rapides : elles montrent les couleurs et les coups de pinceau, le tableau sera plus riche et plus fidèle au style. Laquelle voulez-vous en tableau ?
delivered-file-styles = Les esquisses en pleine qualité.

button-paint-wave = 1 · La Grande Vague
button-paint-auvers = 2 · Rue à Auvers
button-paint-kandinsky = 3 · Composition VIII
button-paint-inokashira = 4 · Inokashira
button-paint-harvesters = 5 · La Moisson
button-paint-gioconda = 6 · La Joconde
button-paint-ejiri = 7 · Ejiri
button-paint-librarian = 8 · Le Bibliothécaire

site-kind-styles = Voyez votre photo en huit styles.
site-about-kind-styles = Des esquisses en quelques secondes, pour choisir un style à l’œil. Touchez-en une pour en faire un tableau.
