# Paintings in other chats: the button below a painting, what is found by the bot's name, groups.

button-send-to-chat = Envoyer à un ami
inline-own-title = { $name }, { $date }
inline-caption = Dans le style de : { $style }
inline-by = { $title } ({ $name })
inline-take-style = Peindre dans ce style
inline-make-own = Créer le vôtre
inline-see-entry = Voir dans le fil
inline-open-bot = Ouvrir le bot et peindre le vôtre

command-paint = répondre à une photo par un style et cette légende
group-how = Répondez à une photo par une deuxième image, le style, avec /paint en légende.
group-not-now = Je ne peux pas vous peindre cela maintenant : vos tableaux gratuits du jour sont épuisés, ou l’un d’eux est en cours. Plus de détails dans notre discussion privée.
