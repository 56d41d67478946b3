# The page /network: how it works, for the curious.

network-title = Як це працює
network-link = Як це працює? Десять картинок
network-about = Як працює нейронне перенесення стилю, у десяти картинках, і що сниться нейромережі.
network-lead = Ця програма нічого не знає про фарби. Вона має нейромережу, яка навчилася розрізняти тисячу видів речей, і весь час запитує: яка картинка змусила б цю мережу побачити водночас і речі з вашого фото, і манеру картини? Ось як це робиться, у десяти картинках. Усі їх створила сама програма.
network-layer = шар { $n }
network-window = шар { $n }: { $pixels } px завширшки
network-layers = { $n ->
    [one] { $n } шар
    [few] { $n } шари
   *[many] { $n } шарів
}
network-steps = { $n ->
    [0] початок
    [one] { $n } крок
    [few] { $n } кроки
   *[many] { $n } кроків
}

network-sees-title = Мережа дивиться крізь віконця
network-sees-text = Мережа називається VGG-19, ми беремо її перші тринадцять шарів. Кожен шар обчислює свої значення з попереднього маленькими фільтрами, три на три точки, однаковими по всій картинці. Тому значення у шарі 2 залежить від віконця лише 5 × 5 пікселів, а у шарі 13 — від 156 × 156: що глибший шар, то більше він бачить одразу.
network-sees-photo = віконця біля зіниці
network-sees-alt = Частина фото кота: { $caption }

network-maps-title = Кожен фільтр малює карту
network-maps-text = Карта світла там, де на фото є те, що шукає її фільтр. У шарі 2 таких карт 64, і вони такі ж детальні, як саме фото: для країв і кольорів. У шарі 13 їх 512, у шістнадцять разів вужчих і нижчих, і шукають вони щось на кшталт ока чи вуха. Ніхто не казав, що шукати: мережа дійшла до цього сама, тренуючись на 1,3 мільйона підписаних фотографій.
network-maps-alt = Дев’ять карт ознак для фото кота, { $caption }

network-reacts-title = На що реагує значення
network-reacts-text = Візьмімо найсильніше значення на краю котячої зіниці й спитаймо: які пікселі зробили б його ще сильнішим? Зворотне поширення помилки обчислює це для всіх пікселів за один раз. Сірі пікселі ні на що не впливають, світлим варто бути світлішими, темним — темнішими. На цьому тримається все, що далі.
network-reacts-alt = Градієнт одного значення на краю зіниці, { $caption }

network-content-title = Зміст: що де розташовано
network-content-text = Тепер почнімо із шуму й змінюймо його пікселі, доки один шар не матиме тих самих значень, що й для фото. Із шарів 2 і 4 фото повертається майже точно. Із шару 10 усе на своїх місцях, але найдрібніші деталі розсипалися на зерно, а з шару 13 хутро й тло вже вигадані: мережа їх забула. Те, що пам’ятає глибокий шар, ми називаємо змістом.
network-content-photo = фото
network-content-alt = Кіт, відновлений зі значень мережі: { $caption }

network-gram-title = Стиль: що трапляється разом
network-gram-text = Щоб описати стиль, спитаймо про кожні дві карти шару: чи загоряються вони в тих самих місцях? Перемножмо їх точка за точкою, візьмімо середнє — і матимемо одну клітинку матриці Грама. Місця вже не важать, важить лише те, які кольори, краї та мазки трапляються разом. Ось матриці двох картин для 32 карт шару 1; темна клітинка означає «часто разом».
network-gram-alt = Матриця Грама — квадрат із темніших і світліших клітинок: { $caption }

network-style-title = Від зернинок до хвиль
network-style-text = Знову почнімо із шуму, але тепер лише матриці Грама мають бути такими, як у «Великої хвилі» Хокусая. Один шар дає її кольори й зерно, другий — лінії, а з кожним наступним тримаються разом дедалі більші шматки, аж до хвиль із гребенями піни. Ніщо не каже, де їм місце, тож вони будь-де.
network-style-alt = Текстура з матрицями Грама «Великої хвилі» Хокусая: { $caption }

network-transfer-title = Від шуму до картини
network-transfer-text = Тепер обидва бажання одразу: зміст фото в шарі 10 і стиль картини в п’яти шарах. Після кожної спроби зворотне поширення каже для кожного пікселя, у який бік його змінити, а оптимізатор робить крок. Саме так це робили 2015 року. Тут перші кроки зроблено в малому розмірі, де великі форми з’являються швидше; у боті картина починається з вашого фото в кольорах картини.
network-transfer-alt = Кіт як картина у стилі «Великої хвилі» Хокусая, { $caption }

network-balance-title = Скільки чого
network-balance-text = Жодна картинка не виконає обидва бажання цілком, тож одне число зважує їх між собою. У боті воно називається силою стилю. Тут стиль важить мало, як звичайно й багато.
network-balance-little = мало стилю
network-balance-usual = як звичайно
network-balance-much = багато стилю
network-balance-alt = Кіт як картина у стилі «Великої хвилі» Хокусая: { $caption }

network-dream-title = Хай побачить ще більше
network-dream-text = Наприкінці — гра. Візьмімо фото й крок за кроком підсилюймо все, що бачить у ньому один шар. Якщо клаптик хутра для мережі трохи схожий на око, він ставатиме дедалі більше схожим на око, аж доки його побачите й ви. Шар 7 додає візерунки, шар 10 — очі та спіралі, шар 12 — істот. Це назвали DeepDream.
network-dream-alt = Фото кота, яке домріяв { $caption }

network-sources = Хто це відкрив
network-source-saliency = Simonyan, Vedaldi, Zisserman 2013: Deep Inside Convolutional Networks
network-source-deconvolution = Zeiler, Fergus 2013: Visualizing and Understanding Convolutional Networks
network-source-vgg = Simonyan, Zisserman 2014: Very Deep Convolutional Networks (VGG)
network-source-inversion = Mahendran, Vedaldi 2014: Understanding Deep Image Representations by Inverting Them
network-source-guided = Springenberg, Dosovitskiy, Brox, Riedmiller 2014: Striving for Simplicity
network-source-textures = Gatys, Ecker, Bethge 2015: Texture Synthesis Using Convolutional Neural Networks
network-source-transfer = Gatys, Ecker, Bethge 2015: A Neural Algorithm of Artistic Style (CVPR 2016)
network-source-dreams = Mordvintsev, Olah, Tyka 2015: Inceptionism

network-atlas-title = Що сниться каналам
network-atlas-text = Замість фото візьмімо шум і змінюймо його, доки одна карта не засяє так яскраво, як тільки може: саме це її канал любить найдужче. Неглибокі шари люблять кольори й смужки, середні — тканину, луску й сітки, глибокі — очі, хутро, пелюстки й арки. Ніхто не малював цих картинок. Назви дали ми, у мережі є лише номери.
network-atlas-layer = Шар { $layer }
network-atlas-all = Усі { $channels } каналів шару { $layer }

network-tile-orange = помаранчевий
network-tile-night = нічна синь
network-tile-red-on-blue = червоне на синьому
network-tile-green-on-pink = зелене на рожевому
network-tile-slanting = косі смуги
network-tile-upright = вертикальні смуги
network-tile-level = горизонтальні смуги
network-tile-maze = лабіринт
network-tile-zebra = смуги зебри
network-tile-rainbow = кольоровий штрихкод
network-tile-dots = цятки
network-tile-crossing = перехрестя
network-tile-bricks = цегла
network-tile-beads = намистини
network-tile-drops = краплі
network-tile-flames = язики полум’я
network-tile-net = сітка
network-tile-lattice = ґрати
network-tile-pebbles = галька
network-tile-raspberries = малина
network-tile-pearls = перли
network-tile-fans = віяла
network-tile-links = ланки ланцюга
network-tile-wicker = плетиво
network-tile-lights = вогні
network-tile-lightning = блискавки
network-tile-shingles = ґонт
network-tile-plumage = оперення
network-tile-ropes = канати
network-tile-strands = пасма волосся
network-tile-ribbons = діряві стрічки
network-tile-stacks = стоси
network-tile-dogs = собаки
network-tile-birds = птахи
network-tile-snakes = змії
network-tile-castles = замки
network-tile-fruit = фрукти
network-tile-flowers = квіти
network-tile-jungle = джунглі
network-tile-faces = обличчя
