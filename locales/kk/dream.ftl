# Dreams. A dream is always “түс көру”, a colour “түс”: so that the two are told apart.

command-dream = машина фотоңызда түс көрсін
button-make-dream = 👁 Түс көрсін
ask-photo-any-dream = Қай фотода түс көрейін?
ask-guide-dream = Түсіме қай сурет енсін? Бояуларын емес, пішіндерін аламын. Біреуін жіберіңіз немесе менікінен таңдаңыз.
third-picture-dream = Фото менде бар. Бұл қандай сурет?
button-as-guide-dream = Түске осы енсін
button-add-guide-dream = + Түске енетін сурет

knob-dream-theme = Не көрсін
knob-dream-depth = Тереңдігі
knob-dream-colours = Өз түстерім қалсын
line-dream-theme = Түсінде көретіні: { $choice }
line-dream-depth = Тереңдігі: { $choice }
line-dream-colours = Түстер: { $choice }
line-guide-dream = Түске енетін сурет: { $picture }
menu-dream-theme = Түсінде не көрсін?
menu-dream-depth = Қаншалықты тереңге бойласын?

choice-dream-theme-creatures = жан иелері
choice-dream-theme-eyes = көздер
choice-dream-theme-animals = жануарлар
choice-dream-theme-patterns = өрнектер
choice-dream-theme-dogs = иттер
choice-dream-theme-birds = құстар
choice-dream-theme-snakes = жыландар
choice-dream-theme-herd = үйір
choice-dream-theme-faces = жүздер
choice-dream-theme-flowers = гүлдер
choice-dream-theme-fruit = жемістер
choice-dream-theme-castles = қамалдар
choice-dream-theme-jungle = джунгли
choice-dream-depth-light = болар-болмас
choice-dream-depth-medium = орташа
choice-dream-depth-deep = өте терең
choice-dream-colours-dream = көрген түсінен
choice-dream-colours-photo = фотоңыздан

summary-title-dream = Түс көремін. Бастаймыз ба?
button-start-dream = 👁 Тегін түс көру
button-start-paid-dream = 👁 { $price } кредитке түс көру
no-free-left-dream = { $n ->
    [0] Түс көру бірнеше кредит тұрады.
    [one] Бүгінгі тегін түс көру таусылды. Келесісі шамамен { $span } кейін тегін.
   *[other] Бүгінгі { $n } тегін түс көру таусылды. Келесісі шамамен { $span } кейін тегін.
}
progress-running-dream = Түс көріп жатырмын: { $percent } %
delivered-title-dream = Көрген түсім осы!
delivered-file-dream = Көрген түстің толық сапалы нұсқасы.

button-deeper = Тереңірек
button-other-theme = Басқа нәрсе туралы
button-dream-again = Түсін жалғастырсын
button-dream-towards = Түске сурет енсін
button-paint-it = Картинасын салу
deepest = Бұдан тереңге бойлай алмаймын. Осы жерден жалғастыруға болады.

site-untitled-dream = Көрген түс
site-kind-dream = Фотоңыз түс көрсін.
site-about-kind-dream = Желі өзіне көрінгеннің бәрін күшейте түседі: жан иелері, қамалдар, гүлдер немесе екінші суреттің пішіндері.
