# Films: clips and their quick version.

command-clip = намалювати гіфку або коротке відео
ask-photo-any-clip = Яку гіфку чи відео намалювати? Найкраще короткі: я беру перші секунди.
ask-photo-any-quickclip = { ask-photo-any-clip }
ask-style-film = Ролик! Довжина { $seconds } с, розмір { $width } × { $height } px. А в якому стилі? Надішліть картинку або виберіть із моїх.
no-film = Це фото, тож намалюю його як картинку. Щоб намалювати ролик, надішліть гіфку або відео.
film-gone = Ролик уже видалено. Надішліть його, будь ласка, ще раз.
film-sketches = Три моменти вашого ролика, швидкі начерки. Намальований ролик буде багатшим, а мазки рухатимуться разом із тим, що в ньому відбувається.
third-picture-clip = Ролик і стиль у мене вже є. А ця картинка для чого?

line-film = Ролик: { $seconds } с, { $frames ->
        [one] { $frames } кадр
        [few] { $frames } кадри
       *[many] { $frames } кадрів
    } на секунду
line-film-cut = Ролик: перші { $seconds } с із { $all } с, { $frames ->
        [one] { $frames } кадр
        [few] { $frames } кадри
       *[many] { $frames } кадрів
    } на секунду

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

summary-title-clip = Намальований ролик. Починаємо?
button-start-clip = 🎞 Намалювати безкоштовно
button-start-paid-clip = 🎞 Намалювати за { $price ->
    [one] { $price } кредит
    [few] { $price } кредити
   *[many] { $price } кредитів
}
button-make-quickclip = ⚡ Швидка версія, безкоштовно
no-free-left-clip = { $n ->
    [0] Намальований ролик коштує кілька кредитів.
    [one] Безкоштовний ролик на сьогодні вже був. Наступний безкоштовний — приблизно за { $span }.
    [few] Безкоштовні ролики на сьогодні закінчилися, на день їх { $n }. Наступний — приблизно за { $span }.
   *[other] Безкоштовні ролики на сьогодні закінчилися, на день їх { $n }. Наступний — приблизно за { $span }.
}
no-free-left-quickclip = { $n ->
    [0] Швидких версій зараз не роблю.
   *[other] На сьогодні начерків досить. Наступна безкоштовна швидка версія — приблизно за { $span }.
}
progress-running-clip = Малюю кадр за кадром: { $percent } %
progress-running-quickclip = Роблю начерки кадр за кадром: { $percent } %
delivered-title-clip = Ваш намальований ролик!
delivered-title-quickclip = Швидка версія вашого ролика.
delivered-file-clip = Ролик у повній якості.
delivered-file-quickclip = { delivered-file-clip }

button-other-style-of-film = Той самий ролик в іншому стилі
button-other-film = Інший ролик у цьому стилі
button-paint-still = 🎨 Намалювати один кадр
button-paint-clip = 🎞 Намалювати по-справжньому

site-untitled-clip = Намальований ролик
site-untitled-quickclip = Ролик у начерках
site-kind-clip = Намалюємо гіфку чи відео.
site-about-kind-clip = Мазки рухаються разом із тим, що в кадрі, і не мерехтять. Швидка версія готова за секунди.
