# Films: clips and their quick version.

command-clip = нарисовать гифку или короткое видео
ask-photo-any-clip = Какую гифку или видео нарисовать? Лучше всего короткие: я беру первые секунды.
ask-photo-any-quickclip = { ask-photo-any-clip }
ask-style-film = Ролик! Длина { $seconds } с, размер { $width } × { $height } px. А в каком стиле? Пришлите картинку или выберите из моих.
no-film = Это фото, поэтому нарисую его как картинку. Чтобы нарисовать ролик, пришлите гифку или видео.
film-gone = Ролик уже удалён. Пришлите его, пожалуйста, ещё раз.
film-sketches = Три момента вашего ролика, быстрые наброски. Нарисованный ролик будет богаче, а мазки будут двигаться вместе с тем, что в нём происходит.
third-picture-clip = Ролик и стиль у меня уже есть. А эта картинка зачем?

line-film = Ролик: { $seconds } с, { $frames ->
        [one] { $frames } кадр
        [few] { $frames } кадра
       *[many] { $frames } кадров
    } в секунду
line-film-cut = Ролик: первые { $seconds } с из { $all } с, { $frames ->
        [one] { $frames } кадр
        [few] { $frames } кадра
       *[many] { $frames } кадров
    } в секунду

knob-clip-strength = { knob-painting-strength }
knob-clip-stroke = { knob-painting-stroke }
knob-clip-colours = { knob-painting-colours }
line-clip-strength = { line-painting-strength }
line-clip-stroke = { line-painting-stroke }
line-clip-colours = { line-painting-colours }
menu-clip-strength = { menu-painting-strength }
menu-clip-stroke = { menu-painting-stroke }
choice-clip-strength-0 = { choice-painting-strength-0 }
choice-clip-strength-1 = { choice-painting-strength-1 }
choice-clip-strength-2 = { choice-painting-strength-2 }
choice-clip-strength-3 = { choice-painting-strength-3 }
choice-clip-strength-4 = { choice-painting-strength-4 }
choice-clip-stroke-0 = { choice-painting-stroke-0 }
choice-clip-stroke-1 = { choice-painting-stroke-1 }
choice-clip-stroke-2 = { choice-painting-stroke-2 }
choice-clip-stroke-3 = { choice-painting-stroke-3 }
choice-clip-stroke-4 = { choice-painting-stroke-4 }
choice-clip-colours-style = { choice-painting-colours-style }
choice-clip-colours-photo = { choice-painting-colours-photo }

knob-quickclip-strength = { knob-painting-strength }
knob-quickclip-stroke = { knob-painting-stroke }
knob-quickclip-colours = { knob-painting-colours }
line-quickclip-strength = { line-painting-strength }
line-quickclip-stroke = { line-painting-stroke }
line-quickclip-colours = { line-painting-colours }
menu-quickclip-strength = { menu-painting-strength }
menu-quickclip-stroke = { menu-painting-stroke }
choice-quickclip-strength-0 = { choice-painting-strength-0 }
choice-quickclip-strength-1 = { choice-painting-strength-1 }
choice-quickclip-strength-2 = { choice-painting-strength-2 }
choice-quickclip-strength-3 = { choice-painting-strength-3 }
choice-quickclip-strength-4 = { choice-painting-strength-4 }
choice-quickclip-stroke-0 = { choice-painting-stroke-0 }
choice-quickclip-stroke-1 = { choice-painting-stroke-1 }
choice-quickclip-stroke-2 = { choice-painting-stroke-2 }
choice-quickclip-stroke-3 = { choice-painting-stroke-3 }
choice-quickclip-stroke-4 = { choice-painting-stroke-4 }
choice-quickclip-colours-style = { choice-painting-colours-style }
choice-quickclip-colours-photo = { choice-painting-colours-photo }

summary-title-clip = Нарисованный ролик. Начинаем?
button-start-clip = 🎞 Нарисовать бесплатно
button-start-paid-clip = 🎞 Нарисовать за { $price ->
    [one] { $price } кредит
    [few] { $price } кредита
   *[many] { $price } кредитов
}
button-make-quickclip = ⚡ Быстрая версия, бесплатно
no-free-left-clip = { $n ->
    [0] Нарисованный ролик стоит немного кредитов.
    [one] Бесплатный ролик на сегодня уже был. Следующий бесплатно примерно через { $span }.
    [few] Бесплатные ролики на сегодня закончились, их { $n } в день. Следующий примерно через { $span }.
   *[other] Бесплатные ролики на сегодня закончились, их { $n } в день. Следующий примерно через { $span }.
}
no-free-left-quickclip = { $n ->
    [0] Быстрых версий сейчас не делаю.
   *[other] На сегодня набросков хватит. Следующая быстрая версия бесплатно примерно через { $span }.
}
progress-running-clip = Рисую кадр за кадром: { $percent } %
progress-running-quickclip = Набрасываю кадр за кадром: { $percent } %
delivered-title-clip = Ваш нарисованный ролик!
delivered-title-quickclip = Быстрая версия вашего ролика.
delivered-file-clip = Ролик в полном качестве.
delivered-file-quickclip = { delivered-file-clip }

button-other-style-of-film = Тот же ролик в другом стиле
button-other-film = Другой ролик в этом стиле
button-paint-still = 🎨 Нарисовать один кадр
button-paint-clip = 🎞 Нарисовать по-настоящему

site-untitled-clip = Нарисованный ролик
site-untitled-quickclip = Ролик в набросках
site-kind-clip = Нарисуем гифку или видео.
site-about-kind-clip = Мазки движутся вместе с тем, что в кадре, и не мерцают. Быстрая версия готова за секунды.
