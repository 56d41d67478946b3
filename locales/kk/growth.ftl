# Дайын туынды туралы фильмдер: қалай салынғаны және түстің тереңіне саяхат.

button-growth = 🎬 Қалай салынды
button-zoom = 🎬 Түстің тереңіне
delivered-title-growth = Қалай салынды: фотоңыздан картинаға дейін.
delivered-title-zoom = Түстің тереңіне.
progress-running-growth = Фильмді құрастырып жатырмын: { $percent } %
progress-running-zoom = Түске бойлап барамын: { $percent } %
no-free-left-growth = { $n ->
    [0] Мұндай фильмдерді қазір жасамаймын.
   *[other] Бүгінге фильм жетер. Келесісі шамамен { $span } кейін тегін.
}
no-free-left-zoom = { $n ->
    [0] Қазір түстердің тереңіне бармаймын.
   *[other] Бүгінге саяхат жетер. Келесісі шамамен { $span } кейін тегін.
}
film-being-made = Фильм жасалып жатыр:
film-picture-gone = Бұл түс бет алған сурет жойылып кетіпті, сондықтан жалғастыра алмаймын.
film-picture-gone-growth = Фото жойылып кетіпті, сондықтан картинаның қалай салынғанын көрсете алмаймын.

button-publish-film = Фильммен бірге жариялау
publish-line-film = • фильм: { $shown }
publish-line-film-growth = • қалай салынғаны, фотоңыз көрінетін фильм: { $shown }
button-show-film = Фильмді көрсету
button-show-film-growth = Қалай салынғанын көрсету
button-add-film = Фильмді де көрсету
button-add-film-growth = Фотом көрінетін фильмді қосу
film-added = Фильм қосылып жатыр; сәлден соң картинаның бетінде болады.
site-film = Фильмді ойнату
