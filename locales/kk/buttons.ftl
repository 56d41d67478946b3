# Button labels: at most 40 characters once filled in.

button-start = 🎨 Тегін салу
button-start-paid = 🎨 { $price } кредитке салу
button-buy = Кредит алу
button-quality = Өлшем мен сапа
knob-painting-strength = Стиль күші
knob-painting-stroke = Қылқалам іздері
knob-painting-colours = Өз түстерім қалсын
button-swap = ⇄ Алмастыру
button-add-second = + Екінші стиль
button-drop-second = − Екінші стиль
button-share = Үлестері
button-discard = Басынан бастау
button-back = ← Артқа
button-premium-instead = { $price } кредитке қазір Премиум

button-gallery = Стильдерді көрсету
button-recent-style = № { $n }
button-as-photo = Бұл — фото
button-as-style = Бұл — стиль
button-as-second = Бұл — екінші стиль
button-as-nothing = Керек емес

button-cancel = Бас тарту
button-cancel-numbered = Тоқтату: № { $n }

button-stronger = Стилі көбірек
button-weaker = Стилі азырақ
button-other-style = Осы фото, басқа стиль
button-other-photo = Осы стиль, басқа фото
button-canvas = Кенепке басып шығару
button-file = Файл түрінде
button-iteration = { $iteration } қадам
button-new = Жаңа картина
button-earlier = Бұрынғылар →

button-less-strength = Стиль −
button-more-strength = Стиль +
button-smaller-stroke = Қылқалам −
button-larger-stroke = Қылқалам +

button-delete = Иә, бәрін жою
button-keep = Жоқ, бәрі қалсын

button-join = Иә, біріктіру
button-apart = Жоқ, бөлек қалсын
button-drop-guide = − Сурет
button-more-choices = Тағы →
button-add-guide = + Тағы бір сурет
button-as-guide = Осыған ұқсасын
button-another-photo = Басқа фото
