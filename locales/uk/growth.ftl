# Фільми про готову роботу: як вона малювалася і політ углиб сну.

button-growth = 🎬 Як вона малювалася
button-zoom = 🎬 Углиб сну
delivered-title-growth = Як вона малювалася: від вашого фото до картини.
delivered-title-zoom = Углиб сну.
progress-running-growth = Складаю фільм: { $percent } %
progress-running-zoom = Занурююся в сон: { $percent } %
no-free-left-growth = { $n ->
    [0] Таких фільмів я зараз не роблю.
   *[other] На сьогодні фільмів досить. Наступний безкоштовно приблизно за { $span }.
}
no-free-left-zoom = { $n ->
    [0] Углиб снів я зараз не лечу.
   *[other] На сьогодні польотів досить. Наступний безкоштовно приблизно за { $span }.
}
film-being-made = Фільм уже робиться:
film-picture-gone = Зображення, до якого йшов цей сон, уже видалено, тож продовжити його я не можу.
film-picture-gone-growth = Фото вже видалено, тож показати, як малювалася картина, я не можу.

button-publish-film = Опублікувати з фільмом
publish-line-film = • фільм: { $shown }
publish-line-film-growth = • як вона малювалася — фільм, у якому видно ваше фото: { $shown }
button-show-film = Показати фільм
button-show-film-growth = Показати, як малювалася
button-add-film = Показати й фільм
button-add-film-growth = Додати фільм із моїм фото
film-added = Фільм додається; за хвилину він буде на сторінці картини.
site-film = Показати фільм
