# Canvases: from the order to the wall.

command-print = надрукувати картину на полотні
command-orders = ваші замовлення полотен

canvas-closed = Зараз замовити полотно тут неможливо. Ваша картина зачекає в /history.
canvas-no-paintings = Друкувати поки що нічого. Намалюймо щось!
canvas-paintings = Яка з них прикрасить вашу стіну?
canvas-which = Виберіть номер.
canvas-drafts = У вас уже розпочато кілька полотен. Спершу завершіть одне з них або відмовтеся від нього: /orders
canvas-sizes = Перенесімо її на полотно! Який розмір? Пропорції картини не зміняться: зайве буде обрізано, а де саме, вирішуєте ви.
canvas-size = { $format } см · { $price }
button-canvas-drop = Відмовитися від полотна
canvas-dropped = Гаразд, не друкуємо. Картина залишається в /history.
canvas-left = Гаразд, зупинімося на цьому. Замовлення зачекає в /orders.

canvas-look =
    Ось який вигляд це матиме: { $format } см, краї { $wrap }.
    Ціна: { $price }. Змінюйте, доки не сподобається.
wrap-mirrored = з віддзеркаленням картини
wrap-stretched = у кольорах картини
wrap-white = білі
button-shift-left = ← Ліворуч
button-shift-right = Праворуч →
button-shift-up = ↑ Вище
button-shift-down = ↓ Нижче
button-turn = ⟳ Повернути полотно
button-wrap-mirrored = Віддзеркалення
button-wrap-stretched = У колір
button-wrap-white = Білі
button-canvas-size = ← Інший розмір
button-canvas-next = Мені подобається →
button-canvas-keep = Залишити так →
canvas-said = Зараз: { $words }

canvas-ask-name = Хто отримувач? Напишіть, будь ласка, ім’я та прізвище.
canvas-ask-phone = За яким номером може зателефонувати служба доставки?
canvas-ask-country = До якої країни надіслати?
canvas-ask-city = Яке місто чи село?
canvas-ask-street = Вулиця, будинок і квартира?
canvas-ask-postcode = А поштовий індекс?
canvas-ask-receipt = Куди надіслати чек? Напишіть, будь ласка, адресу електронної пошти. Вона потрібна лише для чеків.
canvas-unclear-name = Для посилки потрібне ім’я, від 2 до 120 літер. Спробуйте, будь ласка, ще раз.
canvas-unclear-phone = Це не схоже на номер телефону. Напишіть його, будь ласка, з кодом країни, наприклад +7 916 123-45-67.
canvas-unclear-city = Потрібна назва міста чи села, від 2 до 120 літер. Спробуйте, будь ласка, ще раз.
canvas-unclear-street = Потрібні вулиця та будинок, від 2 до 120 літер. Спробуйте, будь ласка, ще раз.
canvas-unclear-postcode = Такого індексу в цій країні немає. У Росії він має шість цифр, наприклад 101000.
wanted-address = Чекаю на вашу відповідь щодо полотна. /cancel залишить замовлення в /orders.
# What people write before the name of a city.
city-words = місто м.
country-ru = Росія
country-by = Білорусь
country-kz = Казахстан
country-am = Вірменія
country-kg = Киргизстан
country-de = Німеччина
country-at = Австрія
country-ch = Швейцарія
country-fr = Франція
country-be = Бельгія
country-nl = Нідерланди
country-lu = Люксембург
country-it = Італія
country-es = Іспанія
country-pt = Португалія
country-gb = Велика Британія
country-ie = Ірландія
country-pl = Польща
country-cz = Чехія
country-sk = Словаччина
country-hu = Угорщина
country-dk = Данія
country-se = Швеція
country-no = Норвегія
country-fi = Фінляндія
country-ee = Естонія
country-lv = Латвія
country-lt = Литва
country-us = США
country-ca = Канада
country-br = Бразилія
country-mx = Мексика
country-tr = Туреччина
country-ua = Україна
country-cn = Китай
country-jp = Японія
country-kr = Південна Корея
country-au = Австралія

canvas-ways = Як доставити?
canvas-way = { $way } · { $price }
canvas-no-way = На жаль, туди ми поки що не доставляємо: { $city }, { $country }. Можливо, є інша адреса? Якщо ні, замовлення зачекає в /orders.
button-canvas-elsewhere = Інша адреса
canvas-summary = Ось ваше замовлення. Усе правильно?
canvas-line = Полотно { $format } см, краї { $wrap }: { $price }
canvas-to =
    Кому: { $name }, +{ $phone }
    { $postcode }, { $country }, { $city }, { $street }
canvas-delivery = { $way }: { $price }
canvas-total =
    Разом: { $price }
    Після оплати ціна вже не зміниться.
canvas-asked-there = Адресу та спосіб доставки запитає Telegram під час оплати. Відтепер ціна вже не зміниться.
button-canvas-pay = Оплатити
button-canvas-look = ← Змінити полотно
button-canvas-address = Змінити адресу
button-canvas-way = Змінити доставку
canvas-elsewhere = Це замовлення почали оплачувати в іншому вашому чаті. Оплатіть його там або скасуйте в /orders і почніть заново.

canvas-invoice-title = Полотно № { $order }
canvas-invoice-description = Ваша картина на полотні, натягнутому на підрамник. Вартість доставки додасться залежно від способу, який ви виберете.
canvas-bill-description = Полотно № { $order } з доставкою
canvas-purchase-open = Полотно № { $order } чекає на вас: оплатіть на сторінці, що відкриється, і повертайтеся сюди. Я одразу все побачу.
canvas-purchase-paid = Оплачено: полотно № { $order }.
checkout-not-delivered = Туди ми поки що не доставляємо, або адреса неповна. Виберіть, будь ласка, іншу. Гроші не списано.
checkout-canvas-not-yours = Це чужий рахунок, або його вже оплачено чи скасовано. Ваші замовлення — в /orders. Гроші не списано.
checkout-canvas-price-changed = Це не та сума, про яку ми домовилися. Відкрийте рахунок ще раз із /orders. Гроші не списано.

orders-title = Ваші полотна:
orders-none = Ви ще не замовляли полотна. З /print ваша картина опиниться на стіні.
order-unknown = Такого замовлення серед ваших немає. Усі вони — в /orders.
order-line = № { $order } · { $canvas } · { $stage } · { $date }
order-no-size = розмір не вибрано
order-tracking = Номер для відстеження: { $tracking }
order-stage-draft = не завершено
order-stage-confirmed = чекає на оплату
order-stage-paid = оплачено
order-stage-in_production = виготовляється
order-stage-shipped = у дорозі
order-stage-delivered = доставлено
order-stage-cancelled = скасовано
order-stage-refunded = гроші повернено
button-order-go-on = Продовжити →
button-order-cancel = Скасувати замовлення
button-order-numbered = № { $order }
button-order-numbered-go-on = Продовжити № { $order }
button-order-show = Показати замовлення

order-paid = Дякую! Замовлення № { $order } оплачено { $date }. Тепер я готую вашу картину для друкарні.
order-in-production = Замовлення № { $order }: ваше полотно виготовляють із { $date }.
order-shipped =
    Замовлення № { $order } відправлено { $date }.
    Номер для відстеження: { $tracking }
order-delivered = Замовлення № { $order } доставлено { $date }. Нехай картина тішить!
order-cancelled = Замовлення № { $order } скасовано { $date }. Гроші не списано.
order-refunded = Гроші за замовлення № { $order } повернено { $date }. На рахунку вони можуть з’явитися за кілька днів.
order-paid-in-vain = Замовлення № { $order } уже не потребувало оплати, коли { $date } надійшов платіж. Гроші повернуться автоматично.
order-returned-in-vain = Зайвий платіж за замовлення № { $order } повернено { $date }.
delete-orders = Оплачені полотна все одно буде виготовлено й доставлено. Для цього я збережу картину й адресу до самої доставки, і ні на день довше; але повідомляти вам новини вже не зможу.

# The sheet that goes to the print shop with a picture.
sheet-title = Полотно № { $order }
sheet-face-label = Лицьовий бік
sheet-face = { $width } × { $height } мм
sheet-whole-label = Увесь аркуш
sheet-whole = { $width } × { $height } мм
sheet-wrap-label = Загин
sheet-wrap = { $wrap } мм з кожного боку, краї { $edge }
sheet-bleed-label = Виліт
sheet-bleed = { $bleed } мм з кожного боку
sheet-file-label = Файл
sheet-file = { $width } × { $height } пікселів, { $dpi } dpi, sRGB
sheet-resampled-label = Примітка
sheet-resampled = намальовано до { $width } × { $height } пікселів, далі збільшено
sheet-name-label = Отримувач
sheet-phone-label = Телефон
sheet-address-label = Адреса
sheet-delivery-label = Доставка
sheet-millimetres = { $length } мм
sheet-legend = Червоний пунктир: лінія згину.
sheet-legend-cut = Червоний пунктир: лінія згину. Синій пунктир: лінія різу.

# The proof and its news.
master-proof = Замовлення № { $order }: картина готова до друку, { $format } см. Ось який вигляд вона матиме на полотні разом із загнутими краями. Якщо щось не так, напишіть у /paysupport, доки полотно не пішло у виробництво.
master-proof-resampled = Замовлення № { $order }: картина готова до друку, { $format } см. Дрібні деталі промальовано, наскільки вистачило часу; останній крок до повного розміру зроблено збільшенням. Ось який вигляд вона матиме на полотні разом із загнутими краями. Якщо щось не так, напишіть у /paysupport, доки полотно не пішло у виробництво.
master-failed = Замовлення № { $order }: кілька разів не вдалося підготувати вашу картину до друку. Це наш клопіт, не ваш: ми вже про це знаємо, а гроші й замовлення в безпеці. Якщо не хочете чекати, напишіть у /paysupport, і ми повернемо гроші.
