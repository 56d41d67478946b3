# Colouring of grey photos.

command-colour = coloriser une photo en noir et blanc
button-make-colouring = 🌈 Coloriser
ask-photo-any-colouring = Quelle photo en noir et blanc voulez-vous que je colorise ?
ask-guide-colouring = Quelle image doit donner les couleurs ? Le mieux est une photo en couleur de quelque chose de semblable : le même genre de lieu, de lumière ou de personnes. Envoyez-en une, ou choisissez parmi les miennes.
third-picture-colouring = J’ai déjà une photo. À quoi sert cette image ?
button-as-guide-colouring = Prendre ses couleurs
button-add-guide-colouring = + Couleurs d’une image

grey-photo = Cette photo a l’air d’être en noir et blanc. Voulez-vous que je la colorise ou que je la peigne ?
button-paint-grey = 🎨 Peindre

knob-colouring-amount = Quantité de couleur
line-colouring-amount = Couleur : { $choice }
line-guide-colouring = Couleurs comme dans : { $picture }
menu-colouring-amount = Quelle quantité de couleur voulez-vous ?

choice-colouring-amount-less = un peu
choice-colouring-amount-usual = normale
choice-colouring-amount-more = beaucoup

summary-title-colouring = Des couleurs pour votre photo. On y va ?
note-without-guide-colouring = Je ne connais pas les vraies couleurs, je les devine. Le ciel, l’herbe, les arbres et la pierre sont souvent justes. La peau, les cheveux et surtout les vêtements sont devinés, et je les garde discrets. Une photo en couleur de quelque chose de semblable aide : ajoutez-la avec le bouton ci-dessous.
note-has-colours-colouring = Votre photo a déjà des couleurs. Je les laisse de côté et j’en trouve de nouvelles.
button-start-colouring = 🌈 Coloriser gratuitement
button-start-paid-colouring = 🌈 Coloriser pour { $price ->
    [one] { $price } crédit
   *[other] { $price } crédits
}
no-free-left-colouring = { $n ->
    [0] Une colorisation coûte quelques crédits.
    [one] Vous avez déjà eu votre colorisation gratuite du jour. La prochaine sera gratuite dans environ { $span }.
   *[other] Vous avez déjà eu vos { $n } colorisations gratuites du jour. La prochaine sera gratuite dans environ { $span }.
}
progress-running-colouring = Je colorise : { $percent } %
delivered-title-colouring = Votre photo en couleur !
delivered-file-colouring = La photo en pleine qualité. Les ombres et les lumières sont exactement celles de la vôtre.
gone-guide-colouring = L’image dont vous aviez choisi les couleurs a été supprimée depuis. Je peux m’en passer : appuyez de nouveau sur le bouton, ou renvoyez l’image.

button-more-colour = Plus de couleur
button-less-colour = Moins de couleur
button-colour-like = Comme une autre image
most-colour = Je ne peux pas lui donner plus de couleur.
least-colour = Je ne peux pas lui donner moins de couleur.

site-untitled-colouring = Une photo en couleur
site-kind-colouring = Donnez ses couleurs à une vieille photo.
site-about-kind-colouring = Le réseau de neurones les devine d’après ce que montre la photo, ou les prend dans une de vos images. Les ombres et les lumières de la photo ne changent pas.

plan-free-colouring = Gratuit, jusqu’à { $size } px
plan-premium-colouring = Premium, jusqu’à { $size } px
