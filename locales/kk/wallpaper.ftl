# Wallpapers.

command-wallpaper = суреттен тұсқағаз жасау
ask-photo-any-wallpaper = Қай суреттен тұсқағаз жасайын? Біреуін жіберіңіз немесе менікінен таңдаңыз. Қылқалам іздері, жапырақтар, тастар мен өрнектер жақсы шығады.

knob-wallpaper-shape = Телефонға арнап
knob-wallpaper-stroke = Өрнек өлшемі
knob-wallpaper-palette = Түстер
line-wallpaper-shape = Пішіні: { $choice }
line-wallpaper-stroke = Өрнек өлшемі: { $choice }
line-wallpaper-palette = Түстер: { $choice }
menu-wallpaper-shape = Пішіні қандай болсын?
menu-wallpaper-stroke = Өрнегі қандай үлкендікте болсын?
menu-wallpaper-palette = Неше түс болсын?

choice-wallpaper-shape-square = шаршы
choice-wallpaper-shape-phone = телефонға арналған
choice-wallpaper-stroke-0 = ұп-ұсақ
choice-wallpaper-stroke-1 = ұсақ
choice-wallpaper-stroke-2 = орташа
choice-wallpaper-stroke-3 = ірі
choice-wallpaper-stroke-4 = өте ірі
choice-wallpaper-palette-all = бәрі
choice-wallpaper-palette-eight = сегіз
choice-wallpaper-palette-five = бес
choice-wallpaper-palette-three = үш

summary-title-wallpaper = Осы суреттен тұсқағаз. Бастаймыз ба? Басқа сурет керек болса, жібере салыңыз немесе /styles ішінен таңдаңыз.
button-start-wallpaper = 🧩 Тегін жасау
button-start-paid-wallpaper = 🧩 { $price } кредитке жасау
no-free-left-wallpaper = { $n ->
    [0] Тұсқағаз бірнеше кредит тұрады.
    [one] Бүгінгі тегін тұсқағазыңызды алдыңыз. Келесісі шамамен { $span } кейін тегін.
   *[other] Бүгінгі { $n } тегін тұсқағазыңызды алдыңыз. Келесісі шамамен { $span } кейін тегін.
}
progress-running-wallpaper = Тұсқағаз жасап жатырмын: { $percent } %
delivered-title-wallpaper = Тұсқағазыңыз дайын!
delivered-file-wallpaper = Тұсқағаздың толық сапалы нұсқасы.

button-other-shape = Басқа пішін
button-other-picture = Басқа сурет
button-paint-in-it = Фотоны осы стильде салу

site-untitled-wallpaper = Тұсқағаз
site-kind-wallpaper = Кез келген суреттен тұсқағаз жасаңыз.
site-about-kind-wallpaper = Бір суреттің қылқалам іздері мен түстері нақты ештеңені бейнелемейтін жаңа өрнекке тоқылады.
