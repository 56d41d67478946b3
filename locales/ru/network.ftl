# Страница /network: как это устроено, для любопытных.

network-title = Как это устроено
network-link = Как это устроено? Десять картинок
network-about = Как работает нейронный перенос стиля, в десяти картинках, и что снится нейросети.
network-lead = Эта программа ничего не знает о красках. У неё есть нейросеть, которая научилась различать тысячу видов предметов, и один вопрос: какая картинка заставит эту сеть увидеть сразу и предметы с вашего фото, и манеру картины? Вот как это делается, в десяти картинках. Все их сделала сама программа.
network-layer = слой { $n }
network-window = слой { $n }: { $pixels } пикс.
network-layers = { $n ->
    [one] { $n } слой
    [few] { $n } слоя
   *[other] { $n } слоёв
}
network-steps = { $n ->
    [0] начало
    [one] { $n } шаг
    [few] { $n } шага
   *[other] { $n } шагов
}

network-sees-title = Сеть смотрит через окошки
network-sees-text = Сеть называется VGG-19, мы берём её первые тринадцать слоёв. Каждый слой вычисляется из предыдущего маленькими фильтрами, три на три точки, одинаковыми по всей картинке. Поэтому значение во втором слое зависит от окошка всего в 5 × 5 пикселей, а в тринадцатом уже от 156 × 156: чем глубже слой, тем больше он видит разом.
network-sees-photo = окошки у зрачка
network-sees-alt = Часть фотографии кошки: { $caption }

network-maps-title = Каждый фильтр рисует карту
network-maps-text = Карта светлая там, где на фото есть то, что ищет её фильтр. Во втором слое их 64, таких же подробных, как само фото: края и цвета. В тринадцатом их 512, в шестнадцать раз у́же и ниже, и отзываются они на глаз или ухо. Никто не объяснял сети, что искать: она сама до этого дошла, упражняясь на 1,3 миллиона подписанных фотографий.
network-maps-alt = Девять карт признаков для фотографии кошки, { $caption }

network-reacts-title = На что отзывается значение
network-reacts-text = Возьмём самое сильное значение на краю кошачьего зрачка и спросим: какие пиксели усилили бы его ещё? Обратное распространение ошибки отвечает сразу для всех пикселей. Серые ни на что не влияют, светлым стоит быть светлее, тёмным темнее. На этом держится всё, что ниже.
network-reacts-alt = Градиент одного значения на краю зрачка, { $caption }

network-content-title = Содержание: что где находится
network-content-text = Теперь начнём с шума и будем менять пиксели, пока значения одного слоя не станут такими же, как для фото. Из второго и четвёртого слоя фотография возвращается почти без потерь. Из десятого всё на своих местах, но мельчайшие подробности рассыпались в зерно, а из тринадцатого шерсть и фон уже выдуманы: сеть их забыла. То, что глубокий слой помнит, и называют содержанием.
network-content-photo = фотография
network-content-alt = Кошка, восстановленная по значениям сети: { $caption }

network-gram-title = Стиль: что встречается вместе
network-gram-text = Чтобы описать стиль, спросим о каждых двух картах слоя: загораются ли они в одних и тех же местах? Перемножим их точка за точкой и возьмём среднее: это одна клетка матрицы Грама. Места больше не важны, важно лишь, какие цвета, края и мазки встречаются вместе. Вот матрицы двух картин для 32 карт первого слоя; тёмная клетка значит «часто вместе».
network-gram-alt = Матрица Грама: квадрат из тёмных и светлых клеток. { $caption }

network-style-title = От крупинок к волнам
network-style-text = Снова начнём с шума, но теперь пусть совпадут только матрицы Грама с «Большой волной» Хокусая. Один слой даёт её цвета и зерно, второй линии, а с каждым следующим держатся вместе всё более крупные куски, вплоть до волн с гребнями пены. Где им место, не сказано, вот они и где попало.
network-style-alt = Узор с матрицами Грама «Большой волны» Хокусая: { $caption }

network-transfer-title = От шума к картине
network-transfer-text = Теперь оба желания сразу: содержание фото в десятом слое и стиль картины в пяти слоях. После каждой попытки обратное распространение говорит для каждого пикселя, куда его сдвинуть, и оптимизатор делает шаг. Так это делали в 2015 году. Первые шаги здесь сделаны в малом размере, где крупные формы находятся быстрее; в боте картина начинается с вашего фото в цветах картины.
network-transfer-alt = Кошка как картина в манере «Большой волны» Хокусая, { $caption }

network-balance-title = Чего сколько
network-balance-text = Ни одна картинка не исполнит оба желания до конца, поэтому одно число взвешивает их. В боте оно называется силой стиля. Здесь стиль значит мало, как обычно и очень много.
network-balance-little = мало стиля
network-balance-usual = как обычно
network-balance-much = много стиля
network-balance-alt = Кошка как картина в манере «Большой волны» Хокусая: { $caption }

network-dream-title = Пусть увидит ещё больше
network-dream-text = Под конец игра. Возьмём фото и будем понемногу усиливать всё, что видит в нём один слой. Если клочок шерсти чуть-чуть похож для сети на глаз, он станет больше похож на глаз, пока его не увидите и вы. Седьмой слой добавляет узоры, десятый глаза и спирали, двенадцатый зверей. Это назвали DeepDream.
network-dream-alt = Фотография кошки, которую досочинил { $caption }

network-sources = Кто это придумал
network-source-saliency = Simonyan, Vedaldi, Zisserman 2013: Deep Inside Convolutional Networks
network-source-deconvolution = Zeiler, Fergus 2013: Visualizing and Understanding Convolutional Networks
network-source-vgg = Simonyan, Zisserman 2014: Very Deep Convolutional Networks (VGG)
network-source-inversion = Mahendran, Vedaldi 2014: Understanding Deep Image Representations by Inverting Them
network-source-guided = Springenberg, Dosovitskiy, Brox, Riedmiller 2014: Striving for Simplicity
network-source-textures = Gatys, Ecker, Bethge 2015: Texture Synthesis Using Convolutional Neural Networks
network-source-transfer = Gatys, Ecker, Bethge 2015: A Neural Algorithm of Artistic Style (CVPR 2016)
network-source-dreams = Mordvintsev, Olah, Tyka 2015: Inceptionism

network-atlas-title = Что снится каналам
network-atlas-text = Возьмём вместо фото шум и будем менять его, пока одна из карт не загорится так ярко, как только может: вот что её канал любит больше всего. Мелкие слои любят цвета и полоски, средние ткань, чешую и сетки, глубокие глаза, шерсть, лепестки и арки. Никто этого не рисовал. Названия дали мы, у сети есть только номера.
network-atlas-layer = Слой { $layer }
network-atlas-all = Все { $channels } каналов слоя { $layer }

network-tile-orange = оранжевый
network-tile-night = ночная синева
network-tile-red-on-blue = красное на синем
network-tile-green-on-pink = зелёное на розовом
network-tile-slanting = косые полосы
network-tile-upright = стоячие полосы
network-tile-level = лежачие полосы
network-tile-maze = лабиринт
network-tile-zebra = полосы зебры
network-tile-rainbow = цветной штрихкод
network-tile-dots = горошек
network-tile-crossing = перекрёсток
network-tile-bricks = кирпичи
network-tile-beads = бусины
network-tile-drops = капли
network-tile-flames = языки пламени
network-tile-net = сетка
network-tile-lattice = решётка
network-tile-pebbles = галька
network-tile-raspberries = малина
network-tile-pearls = жемчуг
network-tile-fans = веера
network-tile-links = звенья цепи
network-tile-wicker = плетёнка
network-tile-lights = огни
network-tile-lightning = молнии
network-tile-shingles = черепица
network-tile-plumage = оперение
network-tile-ropes = канаты
network-tile-strands = пряди волос
network-tile-ribbons = дырявые ленты
network-tile-stacks = стопки
network-tile-dogs = собаки
network-tile-birds = птицы
network-tile-snakes = змеи
network-tile-castles = замки
network-tile-fruit = фрукты
network-tile-flowers = цветы
network-tile-jungle = джунгли
network-tile-faces = лица
