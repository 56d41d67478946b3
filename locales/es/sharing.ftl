# Paintings in other chats: the button below a painting, what is found by the bot's name, groups.

button-send-to-chat = Enviar a un amigo
inline-own-title = { $name }, { $date }
inline-caption = Al estilo de: { $style }
inline-by = { $title } ({ $name })
inline-take-style = Pintar en este estilo
inline-make-own = Haz el tuyo
inline-see-entry = Ver en el feed
inline-open-bot = Abrir el bot para pintar el tuyo

command-paint = responde a una foto con un estilo y este texto
group-how = Responde a una foto con una segunda imagen, el estilo, y escribe /paint como pie de foto.
group-not-now = Ahora no puedo pintarte esto: ya usaste tus cuadros gratis de hoy o hay uno en marcha. Más detalles en nuestro chat privado.
