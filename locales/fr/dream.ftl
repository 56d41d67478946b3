# Dreams.

command-dream = faire rêver votre photo
button-make-dream = 👁 Faire rêver
ask-photo-any-dream = Dans quelle photo voulez-vous que je rêve ?
ask-guide-dream = De quelle image le rêve doit-il s’inspirer ? J’en prends les formes, pas les couleurs. Envoyez-en une, ou choisissez parmi les miennes.
third-picture-dream = J’ai déjà une photo. À quoi sert cette image ?
button-as-guide-dream = S’en inspirer
button-add-guide-dream = + Inspiré d’une image

knob-dream-theme = De quoi rêver
knob-dream-depth = Profondeur
knob-dream-colours = Garder mes couleurs
line-dream-theme = Rêve de : { $choice }
line-dream-depth = Profondeur : { $choice }
line-dream-colours = Couleurs : { $choice }
line-guide-dream = Inspiré de : { $picture }
menu-dream-theme = De quoi faut-il rêver ?
menu-dream-depth = Jusqu’à quelle profondeur ?

choice-dream-theme-creatures = créatures
choice-dream-theme-eyes = yeux
choice-dream-theme-animals = animaux
choice-dream-theme-patterns = motifs
choice-dream-theme-dogs = chiens
choice-dream-theme-birds = oiseaux
choice-dream-theme-snakes = serpents
choice-dream-theme-herd = un troupeau
choice-dream-theme-faces = visages
choice-dream-theme-flowers = fleurs
choice-dream-theme-fruit = fruits
choice-dream-theme-castles = châteaux
choice-dream-theme-jungle = jungle
choice-dream-depth-light = légère
choice-dream-depth-medium = moyenne
choice-dream-depth-deep = très grande
choice-dream-colours-dream = du rêve
choice-dream-colours-photo = de votre photo

summary-title-dream = Un rêve. On y va ?
button-start-dream = 👁 Rêver gratuitement
button-start-paid-dream = 👁 Rêver pour { $price ->
    [one] { $price } crédit
   *[other] { $price } crédits
}
no-free-left-dream = { $n ->
    [0] Un rêve coûte quelques crédits.
    [one] Vous avez déjà eu votre rêve gratuit du jour. Le prochain sera gratuit dans environ { $span }.
   *[other] Vous avez déjà eu vos { $n } rêves gratuits du jour. Le prochain sera gratuit dans environ { $span }.
}
progress-running-dream = Je rêve : { $percent } %
delivered-title-dream = Votre rêve !
delivered-file-dream = Le rêve en pleine qualité.

button-deeper = Plus profond
button-other-theme = D’autre chose
button-dream-again = Continuer le rêve d’ici
button-dream-towards = Inspiré d’une image
button-paint-it = Peindre
deepest = On ne peut pas aller plus profond. Mais vous pouvez continuer le rêve d’ici.

site-untitled-dream = Un rêve
site-kind-dream = Laissez rêver votre photo.
site-about-kind-dream = Le réseau de neurones renforce tout ce qu’il croit voir : des créatures, des châteaux, des fleurs, ou les formes d’une deuxième image.
