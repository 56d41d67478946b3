# Раскрашивание чёрно-белых фото.

command-colour = раскрасить чёрно-белое фото
button-make-colouring = 🌈 Раскрасить
ask-photo-any-colouring = Какое чёрно-белое фото раскрасить?
ask-guide-colouring = Как на какой картинке? Лучше всего цветное фото чего-то похожего: такое же место, такой же свет или люди. Пришлите или выберите из моих.
third-picture-colouring = Фото у меня уже есть. А эта картинка зачем?
button-as-guide-colouring = Взять её цвета
button-add-guide-colouring = + Цвета с картинки

grey-photo = Похоже, фото чёрно-белое. Раскрасить его или нарисовать?
button-paint-grey = 🎨 Нарисовать

knob-colouring-amount = Сколько цвета
line-colouring-amount = Цвета: { $choice }
line-guide-colouring = Цвета как на: { $picture }
menu-colouring-amount = Сколько добавить цвета?

choice-colouring-amount-less = немного
choice-colouring-amount-usual = как обычно
choice-colouring-amount-more = побольше

summary-title-colouring = Раскрашу ваше фото. Начинаем?
note-without-guide-colouring = Настоящих цветов я не знаю, я их угадываю. Небо, трава, деревья и камень обычно получаются верно. Кожа, волосы и особенно одежда – это догадки, их я делаю сдержанными. Поможет цветное фото чего-то похожего: добавьте его кнопкой ниже.
note-has-colours-colouring = У этого фото есть свои цвета. Я уберу их и подберу новые.
button-start-colouring = 🌈 Раскрасить бесплатно
button-start-paid-colouring = 🌈 Раскрасить за { $price ->
    [one] { $price } кредит
    [few] { $price } кредита
   *[many] { $price } кредитов
}
no-free-left-colouring = { $n ->
    [0] Раскрашивание стоит немного кредитов.
    [one] Бесплатное раскрашивание на сегодня уже было. Следующее бесплатно примерно через { $span }.
   *[other] Бесплатные раскрашивания на сегодня закончились, их { $n } в день. Следующее примерно через { $span }.
}
progress-running-colouring = Раскрашиваю: { $percent } %
delivered-title-colouring = Ваше фото в цвете!
delivered-file-colouring = Фото в полном качестве. Свет и тени – точно как на вашем.
gone-guide-colouring = Картинка, с которой брались цвета, уже удалена. Могу и без неё: нажмите кнопку ещё раз или пришлите картинку снова.

button-more-colour = Больше цвета
button-less-colour = Меньше цвета
button-colour-like = Как на другой картинке
most-colour = Больше цвета уже не добавить.
least-colour = Меньше цвета уже не сделать.

site-untitled-colouring = Фото в цвете
site-kind-colouring = Верните старому фото цвета.
site-about-kind-colouring = Сеть угадывает их по тому, что на снимке, или берёт с вашей картинки. Свет и тени остаются точно такими, какими были.

plan-free-colouring = бесплатно, до { $size } px
plan-premium-colouring = премиум, до { $size } px
