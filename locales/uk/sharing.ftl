# Paintings in other chats: the button below a painting, what is found by the bot's name, groups.

button-send-to-chat = Надіслати другові
inline-own-title = { $name }, { $date }
inline-caption = У стилі: { $style }
inline-by = { $title } ({ $name })
inline-take-style = Намалювати в цьому стилі
inline-make-own = Зробити свою картину
inline-see-entry = Переглянути у стрічці
inline-open-bot = Відкрити бота й намалювати свою

command-paint = відповісти на фото стилем із цим підписом
group-how = Дайте відповідь на фото другою картинкою, тобто стилем, і підпишіть її /paint.
group-not-now = Зараз я не можу це намалювати: ваші безкоштовні картини на сьогодні закінчилися або одна саме малюється. Докладніше в нашому приватному чаті.
