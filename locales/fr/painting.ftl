# From the queue to the finished painting, and afterwards.

progress-queued = { $place ->
    [1] Votre tour vient juste après.
   *[other] Vous êtes numéro { $place } dans la file.
}
progress-running = Je peins : { $percent } %
progress-sketch = Pour l’instant, ce n’est qu’une esquisse rapide. Le tableau prendra sa place.
progress-span = Prêt dans environ { $span }.
progress-done = Terminé ! Le voici.
progress-cancelled = Annulé.
progress-cancelled-by-operator = Notre équipe a annulé ce tableau.
painted-again = { $n ->
    [0] Notre équipe a relancé ce tableau. C’est gratuit.
    [one] Notre équipe a relancé ce tableau, pour un crédit.
   *[other] Notre équipe a relancé ce tableau, pour { $n } crédits.
}
progress-failed = Celui-ci n’a pas abouti.

credits-returned = { $n ->
    [one] Votre crédit vous est rendu.
   *[other] Vos { $n } crédits vous sont rendus.
}

failed-bad-picture = Désolé, l’une des images était abîmée. Essayez avec une autre.
failed-picture-gone = Désolé, l’une des images a été supprimée avant que je commence. Renvoyez-la, s’il vous plaît.
failed-too-slow = Désolé, ce tableau prenait beaucoup trop de temps et j’ai dû m’arrêter. Un plus petit devrait passer.
failed-too-large = Désolé, ce tableau était trop grand pour moi cette fois. Un plus petit devrait passer.
failed-broken = Désolé, quelque chose a mal tourné de mon côté. Réessayez un peu plus tard.

delivered-title = Votre tableau !
delivered-file = Le tableau en pleine qualité.
delivered-album = La naissance de votre tableau.
delivered-choose = Lequel préférez-vous ? Je vous l’enverrai en fichier.

painting-gone = Je ne trouve plus ce tableau. Les derniers sont dans /history.
still-painting = Celui-ci est encore en cours :
strongest = On ne peut pas faire plus fort. De plus grands coups de pinceau changent aussi beaucoup.
weakest = On ne peut pas faire plus doux. De plus petits coups de pinceau changent aussi beaucoup.

status-title = Je travaille sur :
status-none = Je ne peins rien en ce moment. Envoyez-moi une photo !
status-queued = { $number }. { $place ->
    [1] le prochain dans la file
   *[other] numéro { $place } dans la file
}
status-running = { $number }. peint à { $percent } %

cancel-nothing = Il n’y a rien à annuler.
cancel-too-late = Trop tard pour annuler : il est déjà terminé. Vous le trouverez dans /history.
cancel-draft = Pas de problème. Envoyez une photo quand vous voulez.
cancel-which = Voulez-vous que j’en arrête un ?

history-title = Vos derniers tableaux, les plus récents d’abord.
history-choose = Lequel ?
history-empty = Pas encore de tableaux ici.

balance = { $n ->
    [one] Vous avez { $n } crédit.
   *[other] Vous avez { $n } crédits.
}
balance-held = { $n ->
    [one] { $n } de plus est réservé pour ce que je peins.
   *[other] { $n } de plus sont réservés pour ce que je peins.
}
balance-free = { $n ->
    [0] Pas de tableau gratuit aujourd’hui.
    [one] Encore { $n } tableau gratuit aujourd’hui.
   *[other] Encore { $n } tableaux gratuits aujourd’hui.
}
balance-no-free = Le prochain tableau gratuit est dans environ { $span }.

settings-title = Voici comment je peins pour vous, sauf si vous choisissez autre chose :
ask-language = Quelle langue souhaitez-vous ?

delete-question = Voulez-vous vraiment tout supprimer ? Vos images, vos tableaux et notre conversation. On ne pourra pas revenir en arrière.
delete-credits = { $n ->
    [one] Vous perdrez aussi { $n } crédit.
   *[other] Vous perdrez aussi { $n } crédits.
}
delete-elsewhere = Vos autres discussions font partie du même compte, tout y sera donc supprimé aussi : { $places }.
delete-done-elsewhere = Vous avez tout supprimé depuis une autre de vos discussions, il n’y a donc plus rien ici non plus. Au revoir, et merci pour les images !
delete-done = Tout a été supprimé. Au revoir, et merci pour les images !
delete-kept = Très bien, tout reste.
