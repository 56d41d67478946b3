# Paintings in other chats: the button below a painting, what is found by the bot's name, groups.

button-send-to-chat = Досқа жіберу
inline-own-title = { $name }, { $date }
inline-caption = Стилі: { $style }
inline-by = { $title } ({ $name })
inline-take-style = Осы стильде салу
inline-make-own = Өз картинаңызды жасаңыз
inline-see-entry = Таспадан көру
inline-open-bot = Ботты ашып, өз картинаңызды жасаңыз

command-paint = фотоға стильмен және осы жазумен жауап беру
group-how = Фотоға екінші суретпен, яғни стильмен жауап беріп, астына /paint деп жазыңыз.
group-not-now = Қазір мұны Сізге сала алмаймын: бүгінгі тегін картиналарыңыз таусылды немесе біреуі салынып жатыр. Толығырақ жеке чатымызда.
