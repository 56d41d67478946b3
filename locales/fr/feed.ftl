# The feed: publishing, taking back, liking.

command-top = les meilleurs tableaux de la semaine
command-published = ce que vous avez publié

button-publish = Publier
publish-question = Publier ce tableau ? Tout le monde sur internet pourra le voir. Voici ce qu’on verra :
publish-line-painting = • le tableau : oui
publish-line-photo = • votre photo : { $shown }
publish-line-style = • le style ({ $style }) : { $shown }
publish-line-title = • titre : { $title }
publish-untitled = aucun
publish-line-name = • votre nom : { $name }
publish-shown = oui ; d’autres pourront l’enregistrer
publish-not-shown = non
publish-nameless = aucun
publish-way-back = Vous pouvez le retirer à tout moment, ici ou avec /published : il disparaît aussitôt de nos pages.
publish-approval = Avant que quelqu’un ne le voie, notre équipe y jettera un œil.
button-show-photo = Montrer la photo
button-show-style = Montrer le style
button-show-title = Titre : { $title }
button-show-name = Avec mon nom
button-give-name = Ajouter un nom
button-other-name = Un autre nom
button-publish-now = Oui, publier
button-publish-go-on = Continuer
button-take-back = Retirer
button-show-painting = Voir le tableau
button-entry-page = Ouvrir sa page
button-take-style = Style { $n }

ask-name = Sous quel nom ? 32 lettres au plus, et tout le monde le verra. /cancel si vous préférez ne pas en donner.
name-unclear = Un nom a 32 lettres au plus, sans lien ni caractère spécial. Quel nom voulez-vous ?
name-kept = Votre nom est « { $name } ».

publish-begun = La publication est en cours ; je vous préviens quand c’est fait.
publish-public = Votre tableau est dans le fil : { $link }
publish-awaiting = Votre tableau est prêt pour le fil. Notre équipe y jette d’abord un œil ; je vous préviendrai.
publish-failed = Votre tableau n’a pas pu être publié : ses images ne sont plus lisibles.
publish-taken-back = Retiré : plus personne ne peut le voir.
publish-was-hidden = Votre tableau a été retiré du fil : { $because }. Écrivez-nous via /paysupport si vous pensez que c’est une erreur.
publish-not-there = Ce tableau n’est pas dans le fil.
publish-closed = Il n’y a pas de fil ici pour le moment. Votre tableau reste privé.
publish-banned = Vous ne pouvez plus rien publier ici. Écrivez-nous via /paysupport si vous pensez que c’est une erreur.
publish-hidden = Ce tableau a été retiré du fil et ne peut plus être publié.
publish-enough = C’est assez pour aujourd’hui. Vous pourrez en publier d’autres demain.

published-title = Ceux-ci sont dans le fil. Choisissez un numéro pour en voir un ou le retirer.
published-nothing = Vous n’avez encore rien publié. Le bouton « Publier » se trouve sous chaque tableau terminé.
published-preparing = publication en cours
published-awaiting = en attente d’accord de notre équipe
published-public = public, { $n } j’aime
published-hidden = masqué par nous
published-taken-back = retiré

style-taken = Bon choix ! Maintenant, envoyez-moi votre photo.
style-gone = Ce style n’est plus public. Vous en trouverez d’autres dans /styles
liked = ♥

top-title = Le meilleur de la semaine.
top-line = { $place }. { $n } j’aime
top-choose = Aimez-en un, ou prenez son style pour votre propre photo.
top-empty = Il n’y a rien dans le fil cette semaine. Le vôtre pourrait être le premier : le bouton « Publier » se trouve sous chaque tableau terminé.
likes-came = { $n ->
    [one] Une personne de plus aime
   *[other] { $n } personnes de plus aiment
} ce que vous avez publié : /published

wanted-name = J’attends un nom ; /cancel si vous préférez ne pas en donner.

button-save-style = Enregistrer le style
button-saved = Mes styles
button-take-saved = Utiliser ce style
button-rename = Renommer
button-drop-saved = Supprimer
button-liked-style = Style { $n }
saved-title = Style { $n }
saved-kept = Le style est enregistré sous le nom « { $title } » : /styles
saved-list = Vos styles, page { $n }.
saved-choose = Choisissez-en un à utiliser, à renommer ou à supprimer.
saved-none = Vous n’avez encore enregistré aucun style. Le bouton « Enregistrer le style » se trouve sous chaque tableau terminé.
saved-offer = Vous avez enregistré vos propres styles.
saved-not-there = Ce style ne fait pas partie de ceux que vous avez enregistrés.
saved-dropped = Supprimé. Les tableaux dans ce style restent.
saved-enough = Vous ne pouvez pas enregistrer plus de styles, il n’y a plus de place. Supprimez-en d’abord un : /styles
saved-gallery = Ce style est l’un des nôtres : il est toujours dans /styles.
ask-title = Comment appeler ce style ? 32 lettres au plus. /cancel le laisse comme il est.
title-unclear = Un nom a 32 lettres au plus, sans lien ni caractère spécial. Comment appeler ce style ?
wanted-title = J’attends le nom d’un style ; /cancel le laisse comme il est.
liked-styles = Les styles des tableaux que vous avez aimés dans le fil :
publish-not-art = Seules les images peuvent être publiées.
