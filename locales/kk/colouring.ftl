# Colouring of grey photos.

command-colour = ақ-қара фотоға түс беру
button-make-colouring = 🌈 Түс беру
ask-photo-any-colouring = Қай ақ-қара фотоға түс берейін?
ask-guide-colouring = Түстері қай суретке ұқсасын? Ұқсас нәрсенің түрлі түсті фотосы жақсы: сондай жер, жарық немесе адамдар. Біреуін жіберіңіз немесе менікінен таңдаңыз.
third-picture-colouring = Фото менде бар. Бұл қандай сурет?
button-as-guide-colouring = Түстерін алу
button-add-guide-colouring = + Түс алатын сурет

grey-photo = Бұл ақ-қара фотоға ұқсайды. Түс берейін бе, әлде картина салайын ба?
button-paint-grey = 🎨 Картина салу

knob-colouring-amount = Түс мөлшері
line-colouring-amount = Түс: { $choice }
line-guide-colouring = Түстер үлгісі: { $picture }
menu-colouring-amount = Түс қаншалықты болсын?

choice-colouring-amount-less = аздап
choice-colouring-amount-usual = әдеттегідей
choice-colouring-amount-more = мол

summary-title-colouring = Фотоңызға түс беремін. Бастаймыз ба?
note-without-guide-colouring = Шын түстерін білмеймін, болжап қана табамын. Аспан, шөп, ағаш пен тас көбіне дұрыс шығады. Тері, шаш, әсіресе киім — болжам, сондықтан оларды бәсең бояймын. Ұқсас нәрсенің түрлі түсті фотосы көмектеседі: төмендегі батырмамен қосыңыз.
note-has-colours-colouring = Фотоңыздың өз түстері бар. Оларды алып тастап, жаңасын табамын.
button-start-colouring = 🌈 Тегін түс беру
button-start-paid-colouring = 🌈 { $price } кредитке түс беру
no-free-left-colouring = { $n ->
    [0] Түс беру бірнеше кредит тұрады.
    [one] Бүгінгі тегін түс беру таусылды. Келесісі шамамен { $span } кейін тегін.
   *[other] Бүгінгі { $n } тегін түс беру таусылды. Келесісі шамамен { $span } кейін тегін.
}
progress-running-colouring = Түс беріп жатырмын: { $percent } %
delivered-title-colouring = Фотоңыз енді түрлі түсті!
delivered-file-colouring = Фотоның толық сапалы нұсқасы. Жарығы мен көлеңкесі Сіздікінен айнымайды.
gone-guide-colouring = Түстерін таңдаған сурет жойылып кетіпті. Онсыз да жалғастыра аламын: батырманы қайта басыңыз немесе суретті тағы бір рет жіберіңіз.

button-more-colour = Түсі көбірек
button-less-colour = Түсі азырақ
button-colour-like = Басқа суреттегідей
most-colour = Бұдан артық түс бере алмаймын.
least-colour = Бұдан аз түс бере алмаймын.

site-untitled-colouring = Түс берілген фото
site-kind-colouring = Ескі фотоға түсін қайтарыңыз.
site-about-kind-colouring = Желі түстерді фотода бейнеленгенге қарап болжайды немесе Сіздің суретіңізден алады. Фотоның жарығы мен көлеңкесі сол күйінде қалады.

plan-free-colouring = Тегін, ең көбі { $size } px
plan-premium-colouring = Премиум, ең көбі { $size } px
