# Wallpapers.

command-wallpaper = faire un fond d’écran d’une image
ask-photo-any-wallpaper = De quelle image faire un fond d’écran ? Envoyez-en une, ou choisissez parmi les miennes. Les coups de pinceau, les feuilles, les pierres et les motifs s’y prêtent bien.

knob-wallpaper-shape = Pour téléphone
knob-wallpaper-stroke = Taille du motif
knob-wallpaper-palette = Couleurs
line-wallpaper-shape = Format : { $choice }
line-wallpaper-stroke = Taille du motif : { $choice }
line-wallpaper-palette = Couleurs : { $choice }
menu-wallpaper-shape = Quel format voulez-vous ?
menu-wallpaper-stroke = Quelle taille pour le motif ?
menu-wallpaper-palette = Combien de couleurs voulez-vous ?

choice-wallpaper-shape-square = carré
choice-wallpaper-shape-phone = pour téléphone
choice-wallpaper-stroke-0 = minuscule
choice-wallpaper-stroke-1 = petite
choice-wallpaper-stroke-2 = moyenne
choice-wallpaper-stroke-3 = grande
choice-wallpaper-stroke-4 = énorme
choice-wallpaper-palette-all = toutes
choice-wallpaper-palette-eight = huit
choice-wallpaper-palette-five = cinq
choice-wallpaper-palette-three = trois

summary-title-wallpaper = Un fond d’écran à partir de cette image. On y va ? Une autre image ? Envoyez-la simplement, ou choisissez-en une dans /styles.
button-start-wallpaper = 🧩 Créer gratuitement
button-start-paid-wallpaper = 🧩 Créer pour { $price ->
    [one] { $price } crédit
   *[other] { $price } crédits
}
no-free-left-wallpaper = { $n ->
    [0] Un fond d’écran coûte quelques crédits.
    [one] Vous avez déjà eu votre fond d’écran gratuit du jour. Le prochain sera gratuit dans environ { $span }.
   *[other] Vous avez déjà eu vos { $n } fonds d’écran gratuits du jour. Le prochain sera gratuit dans environ { $span }.
}
progress-running-wallpaper = Je crée le fond d’écran : { $percent } %
delivered-title-wallpaper = Votre fond d’écran !
delivered-file-wallpaper = Le fond d’écran en pleine qualité.

button-other-shape = Autre format
button-other-picture = Autre image
button-paint-in-it = Peindre une photo dans ce style

site-untitled-wallpaper = Un fond d’écran
site-kind-wallpaper = Faites un fond d’écran de n’importe quelle image.
site-about-kind-wallpaper = Les touches et les couleurs d’une image, tissées en un nouveau motif qui ne montre rien de précis.
