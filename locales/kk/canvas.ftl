# Canvases: from the order to the wall.

command-print = картинаны кенепке басып шығару
command-orders = кенеп тапсырыстарыңыз

canvas-closed = Қазір мұнда кенепке тапсырыс беруге болмайды. Картинаңыз /history ішінде қалады.
canvas-no-paintings = Басып шығаратын картина әзірге жоқ. Біреуін салайық!
canvas-paintings = Қабырғаңызда қайсысы ілулі тұрғанын қалайсыз?
canvas-which = Нөмірін таңдаңыз.
canvas-drafts = Аяқталмаған бірнеше кенебіңіз бар. Алдымен біреуін аяқтаңыз немесе одан бас тартыңыз: /orders
canvas-sizes = Кенепке басып шығарайық! Өлшемі қандай? Суреттің пропорциясы сақталады: сыймағаны қиылады, қай жерінен қиылатынын өзіңіз таңдайсыз.
canvas-size = { $format } см · { $price }
button-canvas-drop = Бұл кенептен бас тарту
canvas-dropped = Бас тартылды. Картинаңыз /history ішінде қалады.
canvas-left = Жарайды, осы жерде тоқтай тұрайық. Тапсырысты /orders ішінен табасыз.

canvas-look =
    Мынадай көрінеді: { $format } см, шеттері { $wrap }.
    Бағасы { $price }. Көңіліңізден шыққанша реттеңіз.
wrap-mirrored = суреттің шағылысымен
wrap-stretched = суреттің түсімен
wrap-white = ақ
button-shift-left = ← Солға
button-shift-right = Оңға →
button-shift-up = ↑ Жоғары
button-shift-down = ↓ Төмен
button-turn = ⟳ Кенепті бұру
button-wrap-mirrored = Шағылыс
button-wrap-stretched = Түсі
button-wrap-white = Ақ
button-canvas-size = ← Басқа өлшем
button-canvas-next = Ұнады →
button-canvas-keep = Осылай қалсын →
canvas-said = Қазіргісі: { $words }

canvas-ask-name = Кімге арналған? Аты мен тегін жазыңыз.
canvas-ask-phone = Курьер қай телефонға қоңырау шала алады?
canvas-ask-country = Қай елге барады?
canvas-ask-city = Қай қала немесе ауыл?
canvas-ask-street = Көше, үй, пәтер?
canvas-ask-postcode = Ал пошта индексі?
canvas-ask-receipt = Чекті қайда жіберейік? Электрондық пошта мекенжайын жазыңыз. Ол тек чектерге керек.
canvas-unclear-name = Сәлемдемеге 2–120 әріптен тұратын аты-жөн керек. Қайта жаза аласыз ба?
canvas-unclear-phone = Бұл телефон нөміріне ұқсамайды. Ел кодымен жазыңыз, мысалы, +7 916 123-45-67.
canvas-unclear-city = 2–120 әріптен тұратын қала немесе ауыл атауы керек. Қайта жаза аласыз ба?
canvas-unclear-street = 2–120 әріппен жазылған көше мен үй керек. Қайта жаза аласыз ба?
canvas-unclear-postcode = Бұл елде мұндай пошта индексі жоқ. Ресейде ол алты цифрдан тұрады, мысалы, 101000.
wanted-address = Кенеп туралы жауабыңызды күтіп тұрмын. /cancel тапсырысты /orders ішінде сақтайды.
# What people write before the name of a city.
city-words = қала қ.
country-ru = Ресей
country-by = Беларусь
country-kz = Қазақстан
country-am = Армения
country-kg = Қырғызстан
country-de = Германия
country-at = Австрия
country-ch = Швейцария
country-fr = Франция
country-be = Бельгия
country-nl = Нидерланд
country-lu = Люксембург
country-it = Италия
country-es = Испания
country-pt = Португалия
country-gb = Ұлыбритания
country-ie = Ирландия
country-pl = Польша
country-cz = Чехия
country-sk = Словакия
country-hu = Венгрия
country-dk = Дания
country-se = Швеция
country-no = Норвегия
country-fi = Финляндия
country-ee = Эстония
country-lv = Латвия
country-lt = Литва
country-us = АҚШ
country-ca = Канада
country-br = Бразилия
country-mx = Мексика
country-tr = Түркия
country-ua = Украина
country-cn = Қытай
country-jp = Жапония
country-kr = Оңтүстік Корея
country-au = Аустралия

canvas-ways = Қалай жеткізейік?
canvas-way = { $way } · { $price }
canvas-no-way = Өкінішке қарай, мына жерге әзірге жеткізбейміз: { $city }, { $country }. Басқа мекенжайыңыз бар ма? Болмаса, тапсырыс /orders ішінде қалады.
button-canvas-elsewhere = Басқа мекенжай
canvas-summary = Міне, тапсырысыңыз. Бәрі дұрыс па?
canvas-line = Кенеп { $format } см, шеттері { $wrap }: { $price }
canvas-to =
    Кімге: { $name }, +{ $phone }
    { $postcode }, { $country }, { $city }, { $street }
canvas-delivery = { $way }: { $price }
canvas-total =
    Барлығы: { $price }
    Төлеген соң баға өзгермейді.
canvas-asked-there = Төлеген кезде Telegram мекенжайыңыз бен жеткізу тәсілін сұрайды. Баға осы сәттен бастап өзгермейді.
button-canvas-pay = Төлеу
button-canvas-look = ← Кенепті өзгерту
button-canvas-address = Мекенжайды өзгерту
button-canvas-way = Жеткізуді өзгерту
canvas-elsewhere = Бұл тапсырыс басқа чатыңызда төленуі керек. Сонда төлеңіз немесе /orders ішінде бас тартып, қайта бастаңыз.

canvas-invoice-title = № { $order } кенеп
canvas-invoice-description = Картинаңыз кенепке басылып, жақтауға керіледі. Жеткізу ақысы бөлек, ол таңдаған тәсілге байланысты.
canvas-bill-description = № { $order } кенеп, жеткізуімен
canvas-purchase-open = № { $order } кенеп Сізді күтіп тұр: ашылған бетте төлеп, осында оралыңыз. Мен бірден көремін.
canvas-purchase-paid = Төленді: № { $order } кенеп.
checkout-not-delivered = Ол жерге әзірге жеткізбейміз немесе мекенжай толық емес. Басқасын таңдаңыз. Ақша алынған жоқ.
checkout-canvas-not-yours = Бұл шот басқа адамдікі немесе төленіп не тоқтатылып қойған. Өзіңіздікі: /orders. Ақша алынған жоқ.
checkout-canvas-price-changed = Бұл — келіскен сома емес. Шотты /orders ішінен қайта ашыңыз. Ақша алынған жоқ.

orders-title = Кенептеріңіз:
orders-none = Әзірге кенепке тапсырыс бермедіңіз. /print арқылы картинаны қабырғаңызға іліңіз.
order-unknown = Бұл тапсырысты Сіздікілердің арасынан таба алмадым. Тапсырыстарыңыз: /orders
order-line = № { $order } · { $canvas } · { $stage } · { $date }
order-no-size = өлшемі таңдалмаған
order-tracking = Трек-нөмірі: { $tracking }
order-stage-draft = аяқталмаған
order-stage-confirmed = төлем күтілуде
order-stage-paid = төленді
order-stage-in_production = жасалып жатыр
order-stage-shipped = жолда
order-stage-delivered = жеткізілді
order-stage-cancelled = бас тартылды
order-stage-refunded = ақшасы қайтарылды
button-order-go-on = Жалғастыру →
button-order-cancel = Тапсырыстан бас тарту
button-order-numbered = № { $order }
button-order-numbered-go-on = Жалғастыру: № { $order }
button-order-show = Тапсырысты көрсету

order-paid = Рақмет! № { $order } тапсырыс { $date } күні төленді. Қазір суретіңізді баспаханаға дайындап жатырмын.
order-in-production = № { $order } тапсырыс: кенебіңіз { $date } күнінен бері жасалып жатыр.
order-shipped =
    № { $order } тапсырыс { $date } күні жолға шықты.
    Трек-нөмірі: { $tracking }
order-delivered = № { $order } тапсырыс { $date } күні жетті. Құтты болсын!
order-cancelled = № { $order } тапсырыс { $date } күні тоқтатылды. Ақша алынған жоқ.
order-refunded = № { $order } тапсырыстың ақшасы { $date } күні қайтарылды. Шотыңызға түсуіне бірнеше күн кетуі мүмкін.
order-paid-in-vain = № { $order } тапсырысқа { $date } күні келген төлем енді керек емес еді. Ол өздігінен қайтарылады.
order-returned-in-vain = № { $order } тапсырысқа артық төленген ақша { $date } күні қайтарылды.
delete-orders = Төленген кенептер бәрібір жасалып, жеткізіледі. Ол үшін сурет пен мекенжайды жеткенше ғана сақтаймын, одан бір күн де артық емес; бірақ хабарлап тұра алмаймын.

# The sheet that goes to the print shop with a picture.
sheet-title = № { $order } кенеп
sheet-face-label = Беткі жағы
sheet-face = { $width } × { $height } мм
sheet-whole-label = Бүкіл парақ
sheet-whole = { $width } × { $height } мм
sheet-wrap-label = Қайырма
sheet-wrap = әр жағынан { $wrap } мм, шеттері { $edge }
sheet-bleed-label = Қиылатын жиек
sheet-bleed = әр жағынан { $bleed } мм
sheet-file-label = Файл
sheet-file = { $width } × { $height } пиксель, { $dpi } dpi, sRGB
sheet-resampled-label = Ескерту
sheet-resampled = { $width } × { $height } пиксельде салынып, кейін үлкейтілген
sheet-name-label = Алушы
sheet-phone-label = Телефон
sheet-address-label = Мекенжай
sheet-delivery-label = Жеткізу
sheet-millimetres = { $length } мм
sheet-legend = Қызыл үзік сызық: осы жерден бүктеңіз.
sheet-legend-cut = Қызыл үзік сызық: осы жерден бүктеңіз. Көк үзік сызық: осы жерден кесіңіз.

# The proof and its news.
master-proof = № { $order } тапсырыс: суретіңіз басуға дайын, { $format } см. Артына қайырылатын шеттерін қоса, кенепте осылай көрінеді. Бір жері дұрыс болмаса, кенеп өндіріске кеткенше /paysupport арқылы жазыңыз.
master-proof-resampled = № { $order } тапсырыс: суретіңіз басуға дайын, { $format } см. Ұсақ бөлшектері уақыт жеткенше салынды; толық өлшемге дейінгі соңғы қадам — үлкейту. Артына қайырылатын шеттерін қоса, кенепте осылай көрінеді. Бір жері дұрыс болмаса, кенеп өндіріске кеткенше /paysupport арқылы жазыңыз.
master-failed = № { $order } тапсырыс: суретіңізді баспаханаға дайындауға бірнеше рет тырыстым, бірақ болмады. Бұл — Сіздің емес, біздің мәселеміз: біз хабардармыз, ақшаңыз бен тапсырысыңыз аман. Күткіңіз келмесе, /paysupport арқылы жазыңыз, ақшаңызды қайтарамыз.
