# The way from a photo to a started painting.

welcome =
    Bonjour ! Je peins des photos dans le style de grandes œuvres.
    Envoyez-moi une photo. { $n ->
        [0] Un tableau coûte quelques crédits.
        [one] { $n } tableau par jour est gratuit.
       *[other] { $n } tableaux par jour sont gratuits.
    }

ask-first-photo = C’est parti ! Quelle photo voulez-vous que je peigne ?
ask-style = Très jolie. Quel style voulez-vous ? Envoyez une deuxième image, ou choisissez une des miennes.
ask-second-style = Quel deuxième style ajouter ? Envoyez une image, ou choisissez-en une.
ask-photo = Très beau style ! Maintenant, envoyez-moi la photo.
took-first-two = Deux images me suffisent : j’ai pris la première comme photo et la deuxième comme style.
third-picture = J’ai déjà une photo et un style. À quoi sert cette image ?

gallery-title = Voici quelques-uns de mes préférés.
gallery-choose = Quel style voulez-vous ?
recent-title = Vos derniers styles.
recent-choose = Voulez-vous en reprendre un ?

summary-title = Tout est là. On y va ?
summary-started = C’est parti !
summary-dropped = Pas de problème. Envoyez une photo quand vous voulez.
summary-missing = { $missing ->
    [one] Il vous manque { $missing } crédit
   *[other] Il vous manque { $missing } crédits
} : vous en avez { $balance }.

line-style = Style : { $style }
line-second-style = Deuxième style : { $style }, { $percent } %
line-painting-strength = Intensité : { $choice }
line-painting-stroke = Coups de pinceau : { $choice }
line-painting-colours = Couleurs : { $choice }
line-quality = Qualité : { $plan }

menu-quality = Quelle taille et quelle qualité ?
menu-painting-strength = Quelle intensité pour le style ?
menu-painting-stroke = Quelle taille pour les coups de pinceau ?
menu-share = Quelle part pour le deuxième style ?

no-free-left = { $n ->
    [0] Il n’y a pas de tableaux gratuits pour le moment.
    [one] Vous avez déjà eu votre tableau gratuit du jour. Le prochain sera gratuit dans environ { $span }.
   *[other] Vous avez déjà eu vos { $n } tableaux gratuits du jour. Le prochain sera gratuit dans environ { $span }.
}
free-one-at-a-time = Un seul tableau gratuit à la fois : le prochain pourra commencer quand celui-ci sera terminé. Le vôtre est prêt à partir.
network-is-busy = Plusieurs tableaux gratuits sont déjà en cours pour votre réseau. Le vôtre est prêt à partir : lancez-le quand l’un d’eux sera terminé.
no-free-left-in-network = Les tableaux gratuits de votre réseau sont épuisés pour aujourd’hui. Le prochain sera gratuit dans environ { $span }.
too-many-jobs = Cela fait beaucoup à la fois ! Laissez-moi d’abord en terminer un :

gone-picture = Cette image a été supprimée depuis. Renvoyez-la, s’il vous plaît.
gone-photo = La photo a été supprimée depuis. Renvoyez-la, s’il vous plaît.
gone-style = L’image du style a été supprimée depuis. Renvoyez-la, ou choisissez-en une autre.
gone-second-style = Le deuxième style a été supprimé depuis. Je peux peindre sans lui : appuyez de nouveau sur le bouton, ou renvoyez l’image.
gone-both = Les deux images ont été supprimées depuis. Renvoyez-moi la photo, s’il vous plaît.

text-idle = Je suis plus à l’aise avec les images qu’avec les mots. Envoyez-moi une photo, ou voyez /help.
text-wants-style = J’attends le style : envoyez une image, ou choisissez-en une avec /styles.
text-wants-photo = J’attends la photo à peindre.
text-wants-second-style = J’attends le deuxième style : envoyez une image, ou choisissez-en une avec /styles.
text-ready = Tout est prêt : appuyez sur le bouton ci-dessus et je commence. /new pour repartir de zéro.

wanted-photo = Envoyez-moi une photo à peindre.
wanted-style = Maintenant, il me faut une image pour le style. Les miennes sont dans /styles.
wanted-second-style = Maintenant, il me faut une image pour le deuxième style. Les miennes sont dans /styles.
wanted-start = Votre photo et votre style sont prêts : le bouton ci-dessus lance le tableau.

button-old = Ce bouton est périmé et ne sert plus à rien.
draft-started = Celui-ci a déjà commencé :
draft-painted = Celui-ci est déjà terminé. Vous le trouverez dans /history.

blocked = Désolé, votre accès est bloqué et je ne peux plus accepter vos demandes. Vous recevrez quand même tout ce que vous avez payé. Vos tableaux : /history. Questions sur un paiement : /paysupport. Tout supprimer : /delete_me.

kind-closed = Je ne fais pas cela pour le moment. Un tableau, c’est toujours possible : envoyez-moi une photo.
gone-guide = L’image dont le rêve devait s’inspirer a été supprimée depuis. Je peux m’en passer : appuyez de nouveau sur le bouton, ou renvoyez l’image.
ask-photo-any = Quelle photo voulez-vous utiliser ?
ask-guide = De quelle image s’inspirer ? Envoyez-en une, ou choisissez parmi les miennes.
line-guide = Comme : { $picture }
