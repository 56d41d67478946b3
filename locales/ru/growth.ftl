# Фильмы о готовой работе: как она писалась и полёт вглубь сна.

button-growth = 🎬 Как она рисовалась
button-zoom = 🎬 Вглубь сна
delivered-title-growth = Как она рисовалась: от вашего фото до картины.
delivered-title-zoom = Вглубь сна.
progress-running-growth = Собираю фильм: { $percent } %
progress-running-zoom = Погружаюсь в сон: { $percent } %
no-free-left-growth = { $n ->
    [0] Таких фильмов я сейчас не делаю.
   *[other] На сегодня фильмов хватит. Следующий бесплатно примерно через { $span }.
}
no-free-left-zoom = { $n ->
    [0] Вглубь снов я сейчас не лечу.
   *[other] На сегодня полётов хватит. Следующий бесплатно примерно через { $span }.
}
film-being-made = Фильм уже делается:
film-picture-gone = Картинка, к которой шёл этот сон, уже удалена, поэтому продолжить его я не могу.
film-picture-gone-growth = Фото уже удалено, поэтому показать, как рисовалась картина, я не могу.

button-publish-film = Опубликовать с фильмом
publish-line-film = • фильм: { $shown }
publish-line-film-growth = • как она рисовалась — фильм, в котором видно ваше фото: { $shown }
button-show-film = Показать фильм
button-show-film-growth = Показать, как рисовалась
button-add-film = Показать и фильм
button-add-film-growth = Добавить фильм с моим фото
film-added = Фильм добавляется; через минуту он будет на странице картины.
site-film = Показать фильм
