# Several chats of one person, one account.

link-offer =
    Vous discutez aussi avec moi ailleurs ? Alors envoyez ceci dans l’autre discussion :

    /link { $code }

    Les deux discussions partageront un même solde et un même historique. Le code est valable { $n ->
        [one] { $n } minute
       *[other] { $n } minutes
    }. Gardez-le pour vous : avec lui, n’importe qui accède à tout ce que vous avez ici.
link-question =
    Relier cette discussion à celle qui est { $place } ?
    Là-bas, il y a { $there ->
        [one] { $there } crédit
       *[other] { $there } crédits
    }, ici { $here } : cela fait { $together } en tout, avec un seul historique.
link-once = Un code promo utilisé dans les deux ne compte qu’une fois : { $n ->
    [one] { $n } crédit est retiré.
   *[other] { $n } crédits sont retirés.
}
link-for-good = Toute personne qui a accès à l’autre discussion verra vos images et pourra dépenser vos crédits. Ne reliez donc que vos propres discussions. On ne peut pas revenir en arrière ici.
link-done = C’est relié ! Cette discussion et celle qui est { $place } partagent maintenant tout. Vous avez { $balance ->
    [one] { $balance } crédit.
   *[other] { $balance } crédits.
}
link-joined =
    Une discussion { $place } vient d’être reliée : elle partage maintenant vos tableaux et vos crédits. En tout, vous avez { $balance ->
        [one] { $balance } crédit.
       *[other] { $balance } crédits.
    }
    Ce n’était pas vous ? Écrivez-nous tout de suite via /paysupport.
link-apart = Très bien, elles restent séparées.

link-unclear = Cela ne ressemble pas à un code : un code compte 10 lettres et chiffres. /link dans l’autre discussion vous en donne un nouveau.
link-own = Ce code est celui de cette discussion même. Envoyez-le dans l’autre messagerie.
link-full = Un compte peut avoir 20 discussions au plus, et ces deux-là en auraient plus ensemble. Elles restent donc séparées.
link-over = Ce code a expiré. Envoyez /link dans l’autre discussion pour en avoir un nouveau.
link-unknown = Je ne connais pas ce code. /link dans l’autre discussion vous en donne un nouveau. { $n ->
    [0] C’était votre dernier essai pour l’instant : attendez une heure.
    [one] Il vous reste { $n } essai dans l’heure.
   *[other] Il vous reste { $n } essais dans l’heure.
}
link-no-tries = Trop de codes erronés. Réessayez dans une heure, avec un nouveau code obtenu par /link dans l’autre discussion.
