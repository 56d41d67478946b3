# Films: clips and their quick version.

command-clip = peindre un GIF ou une courte vidéo
ask-photo-any-clip = Quel GIF ou quelle vidéo dois-je peindre ? Le mieux est qu’elle soit courte : je prends les premières secondes.
ask-photo-any-quickclip = { ask-photo-any-clip }
ask-style-film = Un film ! Il dure { $seconds } s et mesure { $width } × { $height } px. Quel style voulez-vous ? Envoyez une image, ou choisissez une des miennes.
no-film = C’est une photo, je la peindrai donc comme une image. Pour un film peint, envoyez-moi un GIF ou une vidéo.
film-gone = Le film a été supprimé depuis. Renvoyez-le, s’il vous plaît.
film-sketches = Trois moments de votre film, en croquis rapides. Le film peint sera plus riche, et ses touches suivront les mouvements.
third-picture-clip = J’ai déjà un film et un style. À quoi sert cette image ?

line-film = Film : { $seconds } s, { $frames ->
        [one] { $frames } image
       *[other] { $frames } images
    } par seconde
line-film-cut = Film : les { $seconds } premières secondes sur { $all } s, { $frames ->
        [one] { $frames } image
       *[other] { $frames } images
    } par seconde

knob-clip-strength = { knob-painting-strength }
knob-clip-stroke = { knob-painting-stroke }
knob-clip-colours = { knob-painting-colours }
line-clip-strength = { line-painting-strength }
line-clip-stroke = { line-painting-stroke }
line-clip-colours = { line-painting-colours }
menu-clip-strength = { menu-painting-strength }
menu-clip-stroke = { menu-painting-stroke }
choice-clip-strength-0 = { choice-painting-strength-0 }
choice-clip-strength-1 = { choice-painting-strength-1 }
choice-clip-strength-2 = { choice-painting-strength-2 }
choice-clip-strength-3 = { choice-painting-strength-3 }
choice-clip-strength-4 = { choice-painting-strength-4 }
choice-clip-stroke-0 = { choice-painting-stroke-0 }
choice-clip-stroke-1 = { choice-painting-stroke-1 }
choice-clip-stroke-2 = { choice-painting-stroke-2 }
choice-clip-stroke-3 = { choice-painting-stroke-3 }
choice-clip-stroke-4 = { choice-painting-stroke-4 }
choice-clip-colours-style = { choice-painting-colours-style }
choice-clip-colours-photo = { choice-painting-colours-photo }

knob-quickclip-strength = { knob-painting-strength }
knob-quickclip-stroke = { knob-painting-stroke }
knob-quickclip-colours = { knob-painting-colours }
line-quickclip-strength = { line-painting-strength }
line-quickclip-stroke = { line-painting-stroke }
line-quickclip-colours = { line-painting-colours }
menu-quickclip-strength = { menu-painting-strength }
menu-quickclip-stroke = { menu-painting-stroke }
choice-quickclip-strength-0 = { choice-painting-strength-0 }
choice-quickclip-strength-1 = { choice-painting-strength-1 }
choice-quickclip-strength-2 = { choice-painting-strength-2 }
choice-quickclip-strength-3 = { choice-painting-strength-3 }
choice-quickclip-strength-4 = { choice-painting-strength-4 }
choice-quickclip-stroke-0 = { choice-painting-stroke-0 }
choice-quickclip-stroke-1 = { choice-painting-stroke-1 }
choice-quickclip-stroke-2 = { choice-painting-stroke-2 }
choice-quickclip-stroke-3 = { choice-painting-stroke-3 }
choice-quickclip-stroke-4 = { choice-painting-stroke-4 }
choice-quickclip-colours-style = { choice-painting-colours-style }
choice-quickclip-colours-photo = { choice-painting-colours-photo }

summary-title-clip = Un film peint. On y va ?
button-start-clip = 🎞 Peindre gratuitement
button-start-paid-clip = 🎞 Peindre pour { $price ->
    [one] { $price } crédit
   *[other] { $price } crédits
}
button-make-quickclip = ⚡ Version rapide, gratuite
no-free-left-clip = { $n ->
    [0] Peindre un film coûte quelques crédits.
    [one] Vous avez déjà eu votre film peint gratuit du jour. Le prochain sera gratuit dans environ { $span }.
   *[other] Vous avez déjà eu vos { $n } films peints gratuits du jour. Le prochain sera gratuit dans environ { $span }.
}
no-free-left-quickclip = { $n ->
    [0] Je ne fais pas de versions rapides en ce moment.
   *[other] Assez de croquis pour aujourd’hui. La prochaine version rapide sera gratuite dans environ { $span }.
}
progress-running-clip = Je peins image par image : { $percent } %
progress-running-quickclip = Je croque image par image : { $percent } %
delivered-title-clip = Votre film peint !
delivered-title-quickclip = La version rapide de votre film.
delivered-file-clip = Le film en pleine qualité.
delivered-file-quickclip = { delivered-file-clip }

button-other-style-of-film = Même film, autre style
button-other-film = Même style, autre film
button-paint-still = 🎨 En peindre une image
button-paint-clip = 🎞 Le peindre vraiment

site-untitled-clip = Un film peint
site-untitled-quickclip = Un film en croquis
site-kind-clip = Faites peindre un GIF ou une vidéo.
site-about-kind-clip = Les touches suivent ce qui bouge au lieu de scintiller. Une version rapide est prête en quelques secondes.
