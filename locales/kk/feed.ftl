# The feed: publishing, taking back, liking.

command-top = аптаның үздік картиналары
command-published = жариялағандарыңыз

button-publish = Жариялау
publish-question = Осы картинаны жариялайын ба? Оны интернеттегінің бәрі көре алады. Олар мынаны көреді:
publish-line-painting = • картина: иә
publish-line-photo = • фотоңыз: { $shown }
publish-line-style = • стиль ({ $style }): { $shown }
publish-line-title = • атауы: { $title }
publish-untitled = жоқ
publish-line-name = • атыңыз: { $name }
publish-shown = иә; басқалар сақтай алады
publish-not-shown = жоқ
publish-nameless = жоқ
publish-way-back = Оны осы жерден немесе /published арқылы кез келген уақытта қайтарып ала аласыз: біздің беттерден бірден жоғалады.
publish-approval = Көпшілік көргенше біздің команда бір қарап шығады.
button-show-photo = Фотоны көрсету
button-show-style = Стильді көрсету
button-show-title = Атауы: { $title }
button-show-name = Атыммен
button-give-name = Ат қосу
button-other-name = Басқа ат
button-publish-now = Иә, жариялау
button-publish-go-on = Жалғастыру
button-take-back = Қайтарып алу
button-show-painting = Картинаны көрсету
button-entry-page = Бетін ашу
button-take-style = { $n }-стиль

ask-name = Қандай атпен? Ең көбі 32 әріп, оны бәрі көреді. Қаламасаңыз: /cancel
name-unclear = Атта ең көбі 32 әріп болады, сілтеме мен арнайы таңба болмайды. Қандай ат қалайсыз?
name-kept = Атыңыз: «{ $name }».

publish-begun = Жарияланып жатыр; шыққанда хабарлаймын.
publish-public = Картинаңыз таспада: { $link }
publish-awaiting = Картинаңыз таспаға дайын. Алдымен біздің команда қарап шығады; кейін хабарлаймын.
publish-failed = Картинаңызды жариялау мүмкін болмады: оның суреттері енді оқылмайды.
publish-taken-back = Қайтарылды: оны енді ешкім көрмейді.
publish-was-hidden = Картинаңыз таспадан алынды: { $because }. Қате деп ойласаңыз, /paysupport арқылы жазыңыз.
publish-not-there = Бұл картина таспада жоқ.
publish-closed = Қазір мұнда таспа жоқ. Картинаңыз тек өзіңізге көрінеді.
publish-banned = Мұнда енді ештеңе жариялай алмайсыз. Қате деп ойласаңыз, /paysupport арқылы жазыңыз.
publish-hidden = Бұл картина таспадан алынды, оны қайта жариялауға болмайды.
publish-enough = Бүгінге жетер. Ертең тағы жариялай аласыз.

published-title = Таспадағылар осы. Көру немесе қайтарып алу үшін нөмірін таңдаңыз.
published-nothing = Әзірге ештеңе жарияламадыңыз. «Жариялау» батырмасы дайын картинаның астында.
published-preparing = жарияланып жатыр
published-awaiting = командамыздың мақұлдауын күтуде
published-public = көпшілікке ашық, { $n } лайк
published-hidden = біз жасырдық
published-taken-back = қайтарылды

style-taken = Жақсы таңдау! Енді фотоңызды жіберіңіз.
style-gone = Бұл стиль енді көпшілікке ашық емес. Басқалары: /styles
liked = ♥

top-title = Аптаның үздіктері.
top-line = { $place }. { $n } лайк
top-choose = Біреуіне лайк басыңыз немесе стилін өз фотоңызға алыңыз.
top-empty = Бұл аптада таспада ештеңе жоқ. Біріншісі Сіздікі болуы мүмкін: «Жариялау» батырмасы дайын картинаның астында.
likes-came = Жариялағаныңыз тағы { $n } адамға ұнады: /published

wanted-name = Атты күтіп тұрмын; қаламасаңыз: /cancel

button-save-style = Стильді сақтау
button-saved = Стильдерім
button-take-saved = Осы стильді алу
button-rename = Атын өзгерту
button-drop-saved = Алып тастау
button-liked-style = { $n }-стиль
saved-title = { $n }-стиль
saved-kept = Стиль «{ $title }» деген атпен сақталды: /styles
saved-list = Стильдеріңіз, { $n }-бет.
saved-choose = Пайдалану, атын өзгерту немесе алып тастау үшін біреуін таңдаңыз.
saved-none = Әзірге стиль сақтамадыңыз. «Стильді сақтау» батырмасы дайын картинаның астында.
saved-offer = Өзіңіз сақтаған стильдер бар.
saved-not-there = Бұл стиль сақтағандарыңыздың арасында жоқ.
saved-dropped = Алып тасталды. Осы стильдегі картиналар қалады.
saved-enough = Орын жеткенше стиль сақтадыңыз. Алдымен біреуін алып тастаңыз: /styles
saved-gallery = Бұл — өз стиліміз: ол әрқашан /styles ішінде.
ask-title = Бұл стиль қалай аталсын? Ең көбі 32 әріп. /cancel сол күйінде қалдырады.
title-unclear = Атауда ең көбі 32 әріп болады, сілтеме мен арнайы таңба болмайды. Стиль қалай аталсын?
wanted-title = Стильдің атауын күтіп тұрмын; /cancel сол күйінде қалдырады.
liked-styles = Таспада Сізге ұнаған картиналардың стильдері:
publish-not-art = Тек суреттерді жариялауға болады.
