# The order of a sheet in the chat.

command-see = що машина бачить на вашому фото
button-make-sight = 🔍 Що ти бачиш?
ask-photo-any-sight = На яке фото мені подивитися?

summary-title-sight = Подивлюся уважно. Починаємо?
button-start-sight = 🔍 Подивитися безкоштовно
no-free-left-sight = { $n ->
    [0] Зараз я фото не роздивляюся.
   *[other] На сьогодні я вже надивився. Наступне фото безкоштовно приблизно за { $span }.
}
progress-running-sight = Дивлюся: { $percent } %
delivered-title-sight = Ось що я бачу.
delivered-file-sight = Аркуш у повній якості.

button-dream-of-it = Хай це насниться

site-kind-sight = Погляньте, що бачить машина.
site-about-kind-sight = Що на вашому фото, куди дивиться нейромережа, на які лінії спирається і що сниться її шарам.
