# Sketches of one photo in all styles of the gallery.

command-sketches = ваше фото одразу у восьми стилях
button-make-styles = 👀 Моє фото в усіх восьми стилях
ask-photo-any-styles = Яке фото показати у восьми стилях?
no-free-left-styles = { $n ->
    [0] Зараз я ескізів не роблю.
   *[other] На сьогодні ескізів досить. Наступний аркуш безкоштовно приблизно за { $span }.
}
progress-running-styles = Роблю ескізи: { $percent } %
delivered-title-styles = Ваше фото у восьми стилях.
delivered-caption-styles = Це швидкі ескізи: вони показують кольори й мазки, а картина буде багатшою та ближчою до стилю. Яку намалювати?
delivered-file-styles = Ескізи в повній якості.

button-paint-wave = 1 · Велика хвиля
button-paint-auvers = 2 · Вулиця в Овері
button-paint-kandinsky = 3 · Композиція VIII
button-paint-inokashira = 4 · Інокасіра
button-paint-harvesters = 5 · Жнива
button-paint-gioconda = 6 · Мона Ліза
button-paint-ejiri = 7 · Едзірі
button-paint-librarian = 8 · Бібліотекар

site-kind-styles = Погляньте на своє фото у восьми стилях.
site-about-kind-styles = Ескізи за лічені секунди, щоб вибирати стиль очима. Один дотик — і ескіз стане картиною.
