# The page /network: how it works, for the curious.

network-title = Бұл қалай жұмыс істейді
network-link = Бұл қалай жұмыс істейді? Он суреттен көріңіз
network-about = Стильді нейрондық тасымалдау қалай жұмыс істейді — он суретте, әрі нейрожелі түсінде не көреді.
network-lead = Бұл бағдарлама бояудан ештеңе білмейді. Оның мың түрлі затты бір-бірінен ажыратуды үйренген нейрожелісі бар және ол бір ғана сұрақ қояды: қандай сурет бұл желіге фотоңыздағы заттарды да, картинаның қылқалам мәнерін де бірден көрсетер еді? Мұның қалай жасалатыны — мына он суретте. Бәрін бағдарламаның өзі жасады.
network-layer = { $n }-қабат
network-window = { $n }-қабат: ені { $pixels } px
network-layers = { $n } қабат
network-steps = { $n ->
    [0] басы
    [one] { $n } қадамнан кейін
   *[other] { $n } қадамнан кейін
}

network-sees-title = Желі терезелерден қарайды
network-sees-text = Желінің аты — VGG-19, біз оның алғашқы он үш қабатын пайдаланамыз. Әр қабат өз мәндерін алдыңғы қабаттан шағын сүзгілермен есептейді: ені үш, биіктігі үш нүкте, суреттің барлық жерінде бірдей. Сондықтан 2-қабаттағы мән небәрі 5 × 5 пиксельдік терезеге, ал 13-қабаттағысы 156 × 156 пиксельге тәуелді: қабат неғұрлым терең болса, бірден соғұрлым көп нәрсе көреді.
network-sees-photo = қарашықтағы терезелер
network-sees-alt = Мысық фотосының бір бөлігі: { $caption }

network-maps-title = Әр сүзгі карта сызады
network-maps-text = Сүзгінің іздегені фотоның қай жерінде болса, картаның сол жері жарық болады. 2-қабатта фотоның өзіндей егжей-тегжейлі 64 карта бар, олар жиектер мен түстерді іздейді. 13-қабатта 512 карта бар, ені де, биіктігі де он алты есе кіші, олар көз бен құлақ сияқты нәрселерді іздейді. Нені іздеу керегін ешкім айтқан жоқ: желі оны белгіленген 1,3 миллион фотода жаттыға жүріп, өзі тапты.
network-maps-alt = Мысық фотосының тоғыз белгі картасы, { $caption }

network-reacts-title = Мән неге елең етеді
network-reacts-text = Мысық қарашығының шетіндегі ең күшті мәнді алып, сұрайық: оны қай пиксельдер одан әрі күшейтер еді? Қатені кері тарату мұны барлық пиксель үшін бірден есептейді. Сұр пиксельдер әсер етпейді, жарықтары одан да жарық, күңгірттері одан да күңгірт болуы керек. Төмендегінің бәрі осы құралға сүйенеді.
network-reacts-alt = Қарашық шетіндегі бір мәннің градиенті, { $caption }

network-content-title = Мазмұн: не қай жерде
network-content-text = Енді шудан бастап, бір қабаттың мәндері фотодағымен бірдей болғанша пиксельдерін өзгертейік. 2- және 4-қабаттан фото дәлме-дәл дерлік қалпына келеді. 10-қабаттан шыққанда бәрі өз орнында, бірақ ең ұсақ бөлшектер түйіршікке айналған, ал 13-қабатта жүн мен фон ойдан шығарылған: желі оларды ұмытып қалған. Терең қабаттың есінде қалғанын мазмұн дейміз.
network-content-photo = фото
network-content-alt = Желі мәндерінен қайта құрылған мысық: { $caption }

network-gram-title = Стиль: не немен бірге жүреді
network-gram-text = Стильді сипаттау үшін қабаттың әр екі картасы туралы сұраймыз: олар бір жерлерде жана ма? Екеуін нүкте-нүктесімен көбейтіп, орташасын алсаңыз, Грам матрицасының бір ұяшығы шығады. Орындардың енді мәні жоқ, тек қай түстер, жиектер мен қылқалам іздері бірге кездесетіні маңызды. Міне, 1-қабаттың 32 картасы бойынша екі картинаның матрицалары; күңгірт ұяшық «жиі бірге» дегенді білдіреді.
network-gram-alt = Грам матрицасы — күңгірт және ашық ұяшықтардан құралған шаршы: { $caption }

network-style-title = Түйіршіктен толқынға
network-style-text = Тағы да шудан бастаймыз, бірақ енді тек Грам матрицалары Хокусайдың «Үлкен толқынындағыдай» болсын. Бір қабат оның түстері мен түйіршігін, екіншісі сызықтарын береді, ал әр келесі қабатпен бірге барған сайын ірі бөліктер бірігіп, ақырында көбік жалды толқындарға жетеді. Олардың орны айтылмаған, сондықтан кез келген жерде тұр.
network-style-alt = Хокусайдың «Үлкен толқынының» Грам матрицалары бар текстура: { $caption }

network-transfer-title = Шудан картинаға
network-transfer-text = Енді екі тілек бірден: фотоның 10-қабаттағы мазмұны және картинаның бес қабаттағы стилі. Әр талпыныстан кейін қатені кері тарату әр пиксельді қай бағытқа өзгерту керегін айтады, ал оңтайландырғыш қадам жасайды. 2015 жылы осылай істеген. Мұнда алғашқы қадамдар ірі пішіндер тезірек табылатын шағын өлшемде жасалған; ботта картина картинаның түстеріне боялған фотоңыздан басталады.
network-transfer-alt = Хокусайдың «Үлкен толқынының» стиліндегі мысық картинасы, { $caption }

network-balance-title = Қайсысынан қанша
network-balance-text = Ешбір сурет екі тілекті де толық орындамайды, сондықтан бір сан екеуін таразылап тұрады. Ботта ол стиль күші деп аталады. Мұнда стильдің салмағы аз, әдеттегідей және көп.
network-balance-little = стиль аз
network-balance-usual = әдеттегідей
network-balance-much = стиль көп
network-balance-alt = Хокусайдың «Үлкен толқынының» стиліндегі мысық картинасы: { $caption }

network-dream-title = Көргенін одан да көп көрсін
network-dream-text = Соңында — ойын. Фотоны алып, бір қабат одан көргеннің бәрін біртіндеп күшейтейік. Бір шөкім жүн желіге сәл ғана көзге ұқсаса, Сізге де көрінгенше көзге ұқсай береді. 7-қабат өрнектер, 10-қабат көздер мен шиыршықтар, 12-қабат жан иелерін қосады. Мұны DeepDream деп атаған.
network-dream-alt = { $caption } көрген түс: мысық фотосы

network-sources = Мұны кім тапты
network-source-saliency = Simonyan, Vedaldi, Zisserman 2013: Deep Inside Convolutional Networks
network-source-deconvolution = Zeiler, Fergus 2013: Visualizing and Understanding Convolutional Networks
network-source-vgg = Simonyan, Zisserman 2014: Very Deep Convolutional Networks (VGG)
network-source-inversion = Mahendran, Vedaldi 2014: Understanding Deep Image Representations by Inverting Them
network-source-guided = Springenberg, Dosovitskiy, Brox, Riedmiller 2014: Striving for Simplicity
network-source-textures = Gatys, Ecker, Bethge 2015: Texture Synthesis Using Convolutional Neural Networks
network-source-transfer = Gatys, Ecker, Bethge 2015: A Neural Algorithm of Artistic Style (CVPR 2016)
network-source-dreams = Mordvintsev, Olah, Tyka 2015: Inceptionism

network-atlas-title = Арналар түсінде не көреді
network-atlas-text = Фотоның орнына шу алып, бір карта барынша жарық болғанша өзгертейік: оның арнасына ең ұнайтыны — сол. Таяз қабаттар түстер мен жолақтарды, ортаңғылары мата, қабыршақ пен торды, тереңдері көз, жүн, күлте мен арканы жақсы көреді. Бұл суреттерді ешкім салған жоқ. Атауларын біз қойдық, желіде тек нөмірлер бар.
network-atlas-layer = { $layer }-қабат
network-atlas-all = { $layer }-қабаттың барлық { $channels } арнасы

network-tile-orange = қызғылт сары
network-tile-night = түн көгі
network-tile-red-on-blue = көк үстінде қызыл
network-tile-green-on-pink = қызғылт үстінде жасыл
network-tile-slanting = қиғаш жолақтар
network-tile-upright = тік жолақтар
network-tile-level = көлденең жолақтар
network-tile-maze = лабиринт
network-tile-zebra = зебра жолақтары
network-tile-rainbow = түрлі түсті штрихкод
network-tile-dots = нүктелер
network-tile-crossing = қиылыс
network-tile-bricks = кірпіштер
network-tile-beads = моншақтар
network-tile-drops = тамшылар
network-tile-flames = жалындар
network-tile-net = тор
network-tile-lattice = шарбақ тор
network-tile-pebbles = малта тастар
network-tile-raspberries = таңқурай
network-tile-pearls = інжулер
network-tile-fans = желпуіштер
network-tile-links = шынжыр буындары
network-tile-wicker = тоқыма шыбық
network-tile-lights = шамдар
network-tile-lightning = найзағай
network-tile-shingles = жабынқыш
network-tile-plumage = қауырсын
network-tile-ropes = арқандар
network-tile-strands = шаш талдары
network-tile-ribbons = тесігі бар таспалар
network-tile-stacks = үймелер
network-tile-dogs = иттер
network-tile-birds = құстар
network-tile-snakes = жыландар
network-tile-castles = қамалдар
network-tile-fruit = жемістер
network-tile-flowers = гүлдер
network-tile-jungle = джунгли
network-tile-faces = жүздер
