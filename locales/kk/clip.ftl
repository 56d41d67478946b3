# Films: clips and their quick version.

command-clip = GIF немесе қысқа бейнені салу
ask-photo-any-clip = Қай GIF-ті немесе бейнені салайын? Қысқасы жақсы: мен алғашқы секундтарын аламын.
ask-photo-any-quickclip = { ask-photo-any-clip }
ask-style-film = Бейне екен! Ұзақтығы { $seconds } с, өлшемі { $width } × { $height } px. Қай стильде болсын? Сурет жіберіңіз немесе менікінен таңдаңыз.
no-film = Бұл фото, сондықтан сурет етіп саламын. Салынған бейне керек болса, GIF немесе бейне жіберіңіз.
film-gone = Бейне жойылып кетіпті. Қайта жіберіңіз.
film-sketches = Бейнеңіздің үш сәті, жылдам нобайлар. Салынған бейне байырақ болады, ал қылқалам іздері көріністермен бірге қозғалады.
third-picture-clip = Бейне де, стиль де менде бар. Бұл қандай сурет?

line-film = Бейне: { $seconds } с, секундына { $frames } кадр
line-film-cut = Бейне: { $all } секундтың алғашқы { $seconds } секунды, секундына { $frames } кадр

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

summary-title-clip = Салынған бейне. Бастаймыз ба?
button-start-clip = 🎞 Тегін салу
button-start-paid-clip = 🎞 { $price } кредитке салу
button-make-quickclip = ⚡ Жылдам нұсқа, тегін
no-free-left-clip = { $n ->
    [0] Бейне салу бірнеше кредит тұрады.
    [one] Бүгінгі тегін салынған бейнеңізді алдыңыз. Келесісі шамамен { $span } кейін тегін.
   *[other] Бүгінгі { $n } тегін салынған бейнеңізді алдыңыз. Келесісі шамамен { $span } кейін тегін.
}
no-free-left-quickclip = { $n ->
    [0] Қазір жылдам нұсқа жасамаймын.
   *[other] Бүгінге нобай жетеді. Келесі жылдам нұсқа шамамен { $span } кейін тегін.
}
progress-running-clip = Кадрлап салып жатырмын: { $percent } %
progress-running-quickclip = Кадрлап нобайлап жатырмын: { $percent } %
delivered-title-clip = Салынған бейнеңіз дайын!
delivered-title-quickclip = Бейнеңіздің жылдам нұсқасы.
delivered-file-clip = Бейненің толық сапалы нұсқасы.
delivered-file-quickclip = { delivered-file-clip }

button-other-style-of-film = Осы бейне, басқа стиль
button-other-film = Осы стиль, басқа бейне
button-paint-still = 🎨 Бір кадрын салу
button-paint-clip = 🎞 Шындап салу

site-untitled-clip = Салынған бейне
site-untitled-quickclip = Нобай бейне
site-kind-clip = GIF немесе бейне сурет болсын.
site-about-kind-clip = Қылқалам іздері жыпылықтамай, көріністермен бірге қозғалады. Жылдам нұсқасы бірнеше секундта дайын.
