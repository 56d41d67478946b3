# Sketches of one photo in all styles of the gallery.

command-sketches = фотоңыз бірден сегіз стильде
button-make-styles = 👀 Фотом сегіз стильдің бәрінде
ask-photo-any-styles = Қай фотоны сегіз стильде көргіңіз келеді?
no-free-left-styles = { $n ->
    [0] Қазір нобай салмаймын.
   *[other] Бүгінге нобай жетер. Келесі парақ шамамен { $span } кейін тегін.
}
progress-running-styles = Нобай салып жатырмын: { $percent } %
delivered-title-styles = Фотоңыз сегіз стильде.
delivered-caption-styles = Бұл — жылдам нобайлар: түстер мен қылқалам іздерін көрсетеді. Картинаның өзі әлдеқайда бай әрі стильге жақынырақ болады. Қайсысын картина етейін?
delivered-file-styles = Нобайлардың толық сапалы нұсқасы.

button-paint-wave = 1 · Үлкен толқын
button-paint-auvers = 2 · Овердегі көше
button-paint-kandinsky = 3 · VIII композиция
button-paint-inokashira = 4 · Инокасира
button-paint-harvesters = 5 · Егін орағы
button-paint-gioconda = 6 · Мона Лиза
button-paint-ejiri = 7 · Эдзири
button-paint-librarian = 8 · Кітапханашы

site-kind-styles = Фотоңызды сегіз стильде көріңіз.
site-about-kind-styles = Санаулы секундта дайын нобайлар: стильді көріп тұрып таңдайсыз. Біреуін түртсеңіз, картинасы салынады.
