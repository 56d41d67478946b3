# Paintings in other chats: the button below a painting, what is found by the bot's name, groups.

button-send-to-chat = An Freunde senden
inline-own-title = { $name }, { $date }
inline-caption = Im Stil von: { $style }
inline-by = { $title } ({ $name })
inline-take-style = In diesem Stil malen
inline-make-own = Ein eigenes machen
inline-see-entry = Im Feed ansehen
inline-open-bot = Den Bot öffnen und selbst malen lassen

command-paint = einem Foto mit einem Stil und dieser Unterschrift antworten
group-how = Antworte auf ein Foto mit einem zweiten Bild, dem Stil, und schreib /paint als Bildunterschrift.
group-not-now = Das kann ich dir gerade nicht malen: Deine Gratis-Gemälde für heute sind aufgebraucht, oder eines entsteht gerade. Mehr dazu in unserem privaten Chat.
