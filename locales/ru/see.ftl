# Заказ листа в чате.

command-see = что машина видит на вашем фото
button-make-sight = 🔍 Что ты видишь?
ask-photo-any-sight = На какое фото мне посмотреть?

summary-title-sight = Посмотрю внимательно. Начинаем?
button-start-sight = 🔍 Посмотреть бесплатно
no-free-left-sight = { $n ->
    [0] Сейчас я фотографии не разглядываю.
   *[other] На сегодня нагляделся. Следующее фото бесплатно примерно через { $span }.
}
progress-running-sight = Смотрю: { $percent } %
delivered-title-sight = Вот что я вижу.
delivered-file-sight = Весь лист в полном качестве.

button-dream-of-it = Пусть приснится

site-kind-sight = Что видит машина.
site-about-kind-sight = Что на вашем фото, куда смотрит сеть, по каким линиям узнаёт и что снится её слоям.
