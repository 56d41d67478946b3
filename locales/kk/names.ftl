# Names of languages, styles, settings and their levels.

language-name = Қазақша

style-wave = Хокусай, «Үлкен толқын»
style-auvers = Ван Гог, «Овердегі көше»
style-kandinsky = Кандинский, «VIII композиция»
style-inokashira = Хиросигэ, «Инокасира»
style-harvesters = Брейгель, «Егін орағы»
style-gioconda = Леонардо, «Мона Лиза»
style-ejiri = Хокусай, «Эдзири»
style-librarian = Арчимбольдо, «Кітапханашы»
style-own = өз суретіңіз

choice-painting-strength-0 = болар-болмас
choice-painting-strength-1 = жеңіл
choice-painting-strength-2 = орташа
choice-painting-strength-3 = күшті
choice-painting-strength-4 = өте күшті

choice-painting-stroke-0 = ұп-ұсақ
choice-painting-stroke-1 = ұсақ
choice-painting-stroke-2 = орташа
choice-painting-stroke-3 = ірі
choice-painting-stroke-4 = өте ірі

choice-painting-colours-photo = фотоңыздан
choice-painting-colours-style = стильден

plan-free = Тегін, { $size } px
plan-premium = Премиум, { $size } px
plan-hd = HD, { $size } px, { $iterations } қадам

offer-free = Тегін
offer-premium = Премиум · { $price } кредит
offer-hd = HD, { $iterations } қадам · { $price } кредит

share = екінші стиль: { $percent } %

# Said only in “… кейін” (in about …): hence the ablative.
span-seconds = { $n } секундтан
span-minutes = { $n } минуттан
span-hours = { $n } сағаттан

messenger-telegram = Telegram-дағы
messenger-vk = VK-дағы
messenger-max = MAX-тағы
messenger-web = чат бетіндегі

plan-large = Үлкен, { $size } px
offer-large = Үлкен, { $size } px · { $price } кредит
