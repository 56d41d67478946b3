# Credits: bought, given and counted.

buy-title =
    Combien de crédits voulez-vous ? Tout ce qui suit le plus est offert.
    Les crédits n’expirent jamais, et si un tableau échoue, vous les récupérez aussitôt.
buy-closed = Vous ne pouvez pas acheter de crédits ici pour le moment. Des tableaux gratuits vous attendent.
pack-gone = Les prix ont changé. Voici ceux d’aujourd’hui :
purchases-open = Vous avez déjà plusieurs pages de paiement ouvertes. Payez sur l’une d’elles, ou attendez un peu : sans paiement, elles se ferment toutes seules.
purchases-many = Beaucoup de pages de paiement ont été ouvertes depuis votre réseau en une heure. Réessayez un peu plus tard.

pack = { $n ->
    [one] { $n } crédit
   *[other] { $n } crédits
} · { $price }
pack-bonus = { $n ->
    [one] { $n } crédit
   *[other] { $n } crédits
} + { $bonus } 🎁 · { $price }
price-stars = { $amount } ⭐
price-roubles = { $amount } ₽
# Other currencies: where the sign goes.
price-money = { $amount } { $sign }

invoice-title = { $n ->
    [one] { $n } crédit
   *[other] { $n } crédits
}
invoice-description = { $n ->
    [one] { $n } crédit pour des tableaux
   *[other] { $n } crédits pour des tableaux
} plus grands et plus fins. Les crédits n’expirent jamais.
bill-description = { $n ->
    [one] { $n } crédit pour des tableaux
   *[other] { $n } crédits pour des tableaux
}

purchase-opening = Un instant, j’ouvre la page de paiement…
purchase-open = { $n ->
    [one] { $n } crédit vous attend
   *[other] { $n } crédits vous attendent
} : payez sur la page qui s’ouvre, puis revenez ici. Je le verrai tout de suite.
purchase-paid = { $n ->
    [one] Payé : { $n } crédit.
   *[other] Payé : { $n } crédits.
}
purchase-declined = Le paiement n’a pas abouti, et rien n’a été débité. Vous pouvez réessayer ou prendre une autre carte.
purchase-expired = Cette page de paiement a expiré. Si vous voulez toujours les crédits, ouvrons-en une nouvelle.
purchase-unclear = Votre paiement est arrivé, mais pas comme prévu. Notre équipe s’en occupe. Rien ne sera perdu. Des questions ? /paysupport
purchase-refused = Nous ne pouvons pas prendre de paiements pour l’instant. Réessayez un peu plus tard. Rien n’a été débité.
button-pay = Payer { $price }

credits-bought = { $n ->
    [one] Merci ! { $n } crédit a été ajouté
   *[other] Merci ! { $n } crédits ont été ajoutés
} ; vous en avez maintenant { $balance }.
credits-taken-back = { $n ->
    [0] Le paiement a été remboursé. Il vous reste { $balance }.
    [one] Le paiement a été remboursé, et { $n } crédit a été repris. Il vous reste { $balance }.
   *[other] Le paiement a été remboursé, et { $n } crédits ont été repris. Il vous reste { $balance }.
}
gift-from-friend = { $n ->
    [one] Une personne que vous avez invitée a acheté ses premiers crédits, alors voici { $n } crédit pour vous
   *[other] Une personne que vous avez invitée a acheté ses premiers crédits, alors voici { $n } crédits pour vous
}. Merci ! Vous en avez maintenant { $balance }.

ask-email = Où envoyer le reçu ? Écrivez une adresse e-mail. Elle ne sert qu’aux reçus.
ask-phone = Où envoyer le reçu ? Écrivez un numéro de téléphone avec l’indicatif du pays. Il ne sert qu’aux reçus.
contact-unclear = Quelque chose ne semble pas juste. Vérifiez et réessayez. Vous avez changé d’avis ? /cancel
wanted-contact = J’attends de savoir où envoyer le reçu. Vous avez changé d’avis ? /cancel
question-dropped = Très bien, n’en parlons plus.

balance-movements = Derniers mouvements :
date = { $day }/{ $month }/{ $year }
movement-hold = réservé pour un tableau
movement-void = rendu : tableau échoué ou annulé
movement-grant = un cadeau de notre équipe
movement-sale = achat
movement-bonus = un cadeau avec un achat
movement-gift = un cadeau
movement-promo = code promo
movement-refund = paiement remboursé
movement-joined = d’une discussion reliée
movement-twice = un code promo utilisé dans les deux discussions reliées compte une fois
movement-restore = le paiement n’a finalement pas été remboursé

promo-how = Vous avez un code promo ? Écrivez-le après la commande : /promo CODE
promo-unknown = Je ne connais pas ce code promo. Une faute de frappe, peut-être ?
promo-used = Vous avez déjà utilisé ce code promo. C’est gentil de vous en souvenir !
promo-used-nearby = Ce code promo a été utilisé plusieurs fois aujourd’hui depuis votre réseau. Réessayez demain.
promo-no-tries = Trop de codes erronés. Réessayez dans une heure.
promo-over = Désolé, ce code promo a expiré.
promo-given = { $n ->
    [one] Le code fonctionne : voici { $n } crédit pour vous !
   *[other] Le code fonctionne : voici { $n } crédits pour vous !
}

invite = Voici votre lien : envoyez-le à qui aimerait aussi un tableau.
invite-inviter = { $n ->
    [one] Quand une personne invitée achète des crédits pour la première fois, vous recevez { $n } crédit.
   *[other] Quand une personne invitée achète des crédits pour la première fois, vous recevez { $n } crédits.
}
invite-friend = { $n ->
    [one] Et elle reçoit { $n } crédit de plus avec ce premier achat.
   *[other] Et elle reçoit { $n } crédits de plus avec ce premier achat.
}
invite-nowhere = Je ne peux pas créer de lien pour l’instant. Réessayez un peu plus tard.

paysupport = Un problème avec un paiement ou vos crédits ? Dites-moi ce qui s’est passé et quand, en un seul message : je le transmettrai à notre équipe, et la réponse viendra ici. Vous avez changé d’avis ? /cancel
wanted-support = J’attends votre message pour notre équipe. Vous avez changé d’avis ? /cancel
support-received = C’est transmis. La réponse viendra ici, dans cette discussion. Chaque crédit est enregistré, rien ne se perd.
support-full = Nous avons déjà plusieurs questions de vous. Nous y répondrons ici dès que possible.
support-network-full = Beaucoup de questions sont venues de votre réseau aujourd’hui. Écrivez-nous de nouveau demain.
support-answer =
    La réponse à votre question n° { $number } :
    { $answer }

command-buy = acheter des crédits
command-promo = utiliser un code promo
command-invite = inviter quelqu’un
