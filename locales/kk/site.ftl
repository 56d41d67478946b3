# The public pages: the home page, the published paintings, the styles.

site-name = Vernissage: фотоңыздан картина
site-promise = Фотоңыз — кез келген суреттің стиліндегі картина
site-about = Фото мен стилі ұнаған сурет жіберіп, картинаның қалай өсетінін бақылаңыз. Басқалардың не жасағанын көріңіз.
site-skip = Картиналарға өту
site-pages = Беттер
site-styles = Стильдер
site-chat = Картина салу
site-consent = Мұндағының бәрін жасаған адамның өзі жариялаған, оны кез келген уақытта қайтарып ала алады.

site-link-web = Осы жерде салу
site-link-telegram = Telegram-да
site-link-vk = VK-да
site-link-max = MAX-та

site-walls = Қай картиналар көрсетілсін
site-newest = Ең жаңалары
site-best-day = Күннің үздіктері
site-best-week = Аптаның үздіктері
site-best-month = Айдың үздіктері
site-works = Картиналар
site-more = Тағы картиналар
site-more-styles = Тағы стильдер
site-grown = Төменде жаңалары қосылды.
site-all-styles = Барлық стиль
site-nothing = Бұл кезеңде мұнда ештеңе жарияланбаған.
site-begin = Өз картинаңызды салыңыз

site-bare = Қабырғалар әзірге бос
site-bare-how = Мұндағы бірінші картина Сіздікі болуы мүмкін. Қай стильде болсын?
site-welcome-painting = Хокусайдың «Үлкен толқынының» стилінде салынған мысық
site-welcome-photo = Картинаға негіз болған мысықтың фотосы

site-untitled = Жеке стильде
site-visitors-style = Қонақтың суреті
site-alt = Мына стильде салынған фото: { $style }
site-nameless = Аты көрсетілмеген
site-showcase = Vernissage салған
site-photo = Фотосы
site-before = Фото
site-after = Картина
site-slider = Фотодан картинаға
site-slider-value = картина
site-share-of-second = Екінші стиль
site-quality = Сапасы
site-like = Ұнайды
site-uses = { $n ->
    [one] Бір рет пайдаланылды
   *[other] { $n } рет пайдаланылды
}
site-use = Осы стильде салу
site-use-how = Стиль таңдап, фотоңызды қосып, не шығатынын көріңіз.
site-after-it = Осы стильде салынғандар
site-share = Бөлісу
site-vk = VK
site-copy = Сілтемені көшіру
site-copied = Көшірілді
site-report = Бұл суретке шағымдану
site-report-why = Онда не дұрыс емес?
site-report-mine = Онда мен бармын немесе бұл менің суретім
site-report-indecent = Әдепсіз немесе біреуді ренжітеді
site-report-unlawful = Заңды бұзады
site-report-other = Басқа себеп
site-report-send = Шағымды жіберу

site-done-reported = Рақмет. Қарап шығамыз.
site-done-own = Бұл өз картинаңыз, сондықтан лайкыңыз есептелмейді.
site-done-enough = Аз уақытта тым көп болды. Кейінірек қайталап көріңіз.
site-done-unknown = Браузеріңіз cookie сақтамайды, сондықтан лайктар есептелмейді.

site-missing = Мұнда ештеңе жоқ
site-missing-why = Бәлкім, жасаған адам қайтарып алған, не сілтеме толық емес.
site-to-all = Барлық картина
