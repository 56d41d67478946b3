# The order of a sheet in the chat.

command-see = машина фотоңыздан не көреді
button-make-sight = 🔍 Не көріп тұрсың?
ask-photo-any-sight = Қай фотоға қарайын?

summary-title-sight = Жақсылап қарап көрейін. Бастаймыз ба?
button-start-sight = 🔍 Тегін қарау
no-free-left-sight = { $n ->
    [0] Қазір фотоларға қарамаймын.
   *[other] Бүгінге фотоларға қарағаным жетер. Келесісі шамамен { $span } кейін тегін.
}
progress-running-sight = Қарап жатырмын: { $percent } %
delivered-title-sight = Менің көргенім осы.
delivered-file-sight = Парақтың толық сапалы нұсқасы.

button-dream-of-it = Осыны түсінде көрсін

site-kind-sight = Машинаның не көретінін біліңіз.
site-about-kind-sight = Фотоңызда не бар, желі қайда қарайды, қай сызықтарға сүйенеді және оның қабаттары түсінде не көреді.
