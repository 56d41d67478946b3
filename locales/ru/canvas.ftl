# Холсты: заказать, оплатить и узнавать новости, пока картина не повиснет на стене.

command-print = напечатать картину на холсте
command-orders = ваши холсты и где они сейчас

canvas-closed = Заказать холст здесь пока нельзя. Ваша картина подождёт в /history.
canvas-no-paintings = Печатать пока нечего. Давайте что-нибудь нарисуем!
canvas-paintings = Какая из них украсит вашу стену?
canvas-which = Выберите номер.
canvas-drafts = У вас уже начато несколько холстов. Закончите один из них или откажитесь от него: /orders
canvas-sizes = Перенесём её на холст! Какой размер? Пропорции картины не меняются: лишнее обрежется, а где именно, решаете вы.
canvas-size = { $format } см · { $price }
button-canvas-drop = Не нужно
canvas-dropped = Хорошо, забыли. Картина остаётся в /history.
canvas-left = Хорошо, остановимся здесь. Заказ подождёт в /orders.

canvas-look =
    Вот как она будет висеть: { $format } см, края { $wrap }.
    Цена: { $price }. Подвигайте, пока не понравится.
wrap-mirrored = с отражением картины
wrap-stretched = в цвет картины
wrap-white = белые
button-shift-left = ← Левее
button-shift-right = Правее →
button-shift-up = ↑ Выше
button-shift-down = ↓ Ниже
button-turn = ⟳ Повернуть холст
button-wrap-mirrored = Отражение
button-wrap-stretched = В цвет
button-wrap-white = Белые
button-canvas-size = ← Другой размер
button-canvas-next = Мне нравится →
button-canvas-keep = Оставить так →
canvas-said = Сейчас: { $words }

canvas-ask-name = Кому доставить? Напишите имя и фамилию.
canvas-ask-phone = По какому телефону курьер или почта могут связаться с получателем?
canvas-ask-country = В какую страну отправить?
canvas-ask-city = Какой город или посёлок?
canvas-ask-street = Улица, дом, квартира?
canvas-ask-postcode = И почтовый индекс?
canvas-ask-receipt = Куда прислать чек? Напишите, пожалуйста, адрес электронной почты. Он нужен только для чеков.
canvas-unclear-name = Для посылки нужно имя, от 2 до 120 букв. Напишите, пожалуйста, ещё раз.
canvas-unclear-phone = Не похоже на номер телефона. Напишите его, пожалуйста, с кодом страны, например +7 916 123-45-67.
canvas-unclear-city = Нужно название города или посёлка, от 2 до 120 букв. Напишите, пожалуйста, ещё раз.
canvas-unclear-street = Нужны улица и дом, от 2 до 120 букв. Напишите, пожалуйста, ещё раз.
canvas-unclear-postcode = Такого индекса в этой стране нет. В России в нём шесть цифр, например 101000.
wanted-address = Жду ответа про холст. /cancel оставит заказ в /orders.
# Что пишут перед названием города.
city-words = город г.
country-ru = Россия
country-by = Беларусь
country-kz = Казахстан
country-am = Армения
country-kg = Киргизия
country-de = Германия
country-at = Австрия
country-ch = Швейцария
country-fr = Франция
country-be = Бельгия
country-nl = Нидерланды
country-lu = Люксембург
country-it = Италия
country-es = Испания
country-pt = Португалия
country-gb = Великобритания
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
country-us = США
country-ca = Канада
country-br = Бразилия
country-mx = Мексика
country-tr = Турция
country-ua = Украина
country-cn = Китай
country-jp = Япония
country-kr = Южная Корея
country-au = Австралия

canvas-ways = Как доставить?
canvas-way = { $way } · { $price }
canvas-no-way = Увы, туда мы пока не доставляем: { $city }, { $country }. Может быть, есть другой адрес? Если нет, заказ подождёт в /orders.
button-canvas-elsewhere = Другой адрес
canvas-summary = Вот весь заказ. Всё верно?
canvas-line = Холст { $format } см, края { $wrap }: { $price }
canvas-to =
    Получатель: { $name }, +{ $phone }
    { $postcode }, { $country }, { $city }, { $street }
canvas-delivery = { $way }: { $price }
canvas-total =
    Всего: { $price }
    С оплатой эта цена закрепляется.
canvas-asked-there = Адрес и способ доставки спросит Telegram при оплате. Цена с этого момента не изменится.
button-canvas-pay = Оплатить
button-canvas-look = ← Изменить холст
button-canvas-address = Изменить адрес
button-canvas-way = Изменить доставку
canvas-elsewhere = Этот заказ начали оплачивать в другом вашем чате. Оплатите его там или отмените в /orders и начните заново.

canvas-invoice-title = Холст № { $order }
canvas-invoice-description = Ваша картина на холсте, натянутом на подрамник. Доставка добавится по вашему выбору.
canvas-bill-description = Холст № { $order } с доставкой
canvas-purchase-open = Холст № { $order } ждёт вас: оплатите на открывшейся странице и возвращайтесь сюда. Я сразу всё увижу.
canvas-purchase-paid = Оплачено: холст № { $order }.
checkout-not-delivered = Туда мы пока не доставляем, или адрес указан не полностью. Выберите, пожалуйста, другой. Деньги не списаны.
checkout-canvas-not-yours = Это чужой счёт, либо он уже оплачен или отменён. Ваши заказы в /orders. Деньги не списаны.
checkout-canvas-price-changed = Эта сумма не та, о которой мы договорились. Откройте счёт заново из /orders. Деньги не списаны.

orders-title = Ваши холсты:
orders-none = Вы ещё не заказывали холст. /print перенесёт картину на вашу стену.
order-unknown = Такого заказа среди ваших нет. Все ваши заказы в /orders.
order-line = № { $order } · { $canvas } · { $stage } · { $date }
order-no-size = размер не выбран
order-tracking = Трек-номер: { $tracking }
order-stage-draft = не закончен
order-stage-confirmed = ждёт оплаты
order-stage-paid = оплачен
order-stage-in_production = изготавливается
order-stage-shipped = в пути
order-stage-delivered = доставлен
order-stage-cancelled = отменён
order-stage-refunded = деньги возвращены
button-order-go-on = Продолжить →
button-order-cancel = Отменить заказ
button-order-numbered = № { $order }
button-order-numbered-go-on = Продолжить № { $order }
button-order-show = Показать заказ

order-paid = Спасибо! Заказ № { $order } оплачен { $date }. Теперь я готовлю вашу картину для типографии.
order-in-production = Заказ № { $order }: с { $date } ваш холст изготавливают.
order-shipped =
    Заказ № { $order } отправлен { $date }.
    Трек-номер: { $tracking }
order-delivered = Заказ № { $order } доставлен { $date }. Пусть картина радует!
order-cancelled = Заказ № { $order } отменён { $date }. Деньги не списаны.
order-refunded = Деньги за заказ № { $order } возвращены { $date }. Банк покажет их через несколько дней.
order-paid-in-vain = Заказ № { $order } уже не ждал денег, когда { $date } пришёл платёж. Он вернётся к вам сам.
order-returned-in-vain = Лишний платёж за заказ № { $order } возвращён { $date }.
delete-orders = Оплаченные холсты всё равно будут сделаны и отправлены. Для этого я сохраню картину и адрес до самой доставки, и ни днём дольше; но рассказать вам о них уже не смогу.

# Лист, который идёт в типографию вместе с картиной.
sheet-title = Холст № { $order }
sheet-face-label = Лицевая сторона
sheet-face = { $width } × { $height } мм
sheet-whole-label = Лист целиком
sheet-whole = { $width } × { $height } мм
sheet-wrap-label = Загиб
sheet-wrap = { $wrap } мм с каждой стороны, края { $edge }
sheet-bleed-label = Обрез
sheet-bleed = { $bleed } мм с каждой стороны
sheet-file-label = Файл
sheet-file = { $width } × { $height } пикселей, { $dpi } dpi, sRGB
sheet-resampled-label = Примечание
sheet-resampled = дорисовано до { $width } × { $height } пикселей, дальше увеличено
sheet-name-label = Получатель
sheet-phone-label = Телефон
sheet-address-label = Адрес
sheet-delivery-label = Доставка
sheet-millimetres = { $length } мм
sheet-legend = Красный пунктир: линия сгиба.
sheet-legend-cut = Красный пунктир: линия сгиба. Синий пунктир: линия обреза.

# Пробный отпечаток и новости о нём.
master-proof = Заказ № { $order }: картина готова к печати, { $format } см. Так она ляжет на холст; загнутые края уже на месте. Если что-то не так, напишите в /paysupport, пока холст не ушёл в производство.
master-proof-resampled = Заказ № { $order }: картина готова к печати, { $format } см. Мелкие детали дорисованы, насколько хватило времени, последний шаг до полного размера сделан увеличением. Так она ляжет на холст; загнутые края уже на месте. Если что-то не так, напишите в /paysupport, пока холст не ушёл в производство.
master-failed = Заказ № { $order }: я несколько раз пытался подготовить картину к печати, и не вышло. Это наша беда, не ваша: о ней уже знает тот, кто отвечает за мастерскую, деньги и заказ на месте. Если не хотите ждать, напишите в /paysupport, и деньги вернутся.
