# Button labels: at most 40 characters once filled in.

button-start = 🎨 Peindre gratuitement
button-start-paid = 🎨 Peindre pour { $price ->
    [one] { $price } crédit
   *[other] { $price } crédits
}
button-buy = Acheter des crédits
button-quality = Taille et qualité
knob-painting-strength = Intensité du style
knob-painting-stroke = Coups de pinceau
knob-painting-colours = Garder mes couleurs
button-swap = ⇄ Échanger
button-add-second = + Deuxième style
button-drop-second = − Deuxième style
button-share = Dosage
button-discard = Recommencer
button-back = ← Retour
button-premium-instead = Premium pour { $price ->
    [one] { $price } crédit
   *[other] { $price } crédits
}

button-gallery = Voir des styles
button-recent-style = N° { $n }
button-as-photo = C’est la photo
button-as-style = C’est le style
button-as-second = C’est un deuxième style
button-as-nothing = Laisser tomber

button-cancel = Annuler
button-cancel-numbered = Annuler le n° { $n }

button-stronger = Plus de style
button-weaker = Moins de style
button-other-style = Même photo, autre style
button-other-photo = Même style, autre photo
button-canvas = Imprimer sur toile
button-file = En fichier
button-iteration = { $iteration } étapes
button-new = Nouveau tableau
button-earlier = Plus anciens →

button-less-strength = Style −
button-more-strength = Style +
button-smaller-stroke = Pinceau −
button-larger-stroke = Pinceau +

button-delete = Oui, tout supprimer
button-keep = Non, tout garder

button-join = Oui, les relier
button-apart = Non, les laisser séparées
button-drop-guide = − L’image
button-more-choices = Plus →
button-add-guide = + Une autre image
button-as-guide = S’inspirer de celle-ci
button-another-photo = Une autre photo
