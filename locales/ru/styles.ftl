# Наброски одного фото во всех стилях галереи.

command-sketches = ваше фото сразу в восьми стилях
button-make-styles = 👀 Моё фото во всех восьми стилях
ask-photo-any-styles = Какое фото показать в восьми стилях?
no-free-left-styles = { $n ->
    [0] Сейчас я набросков не делаю.
   *[other] На сегодня набросков хватит. Следующий лист бесплатно примерно через { $span }.
}
progress-running-styles = Делаю наброски: { $percent } %
delivered-title-styles = Ваше фото в восьми стилях.
delivered-caption-styles = Это быстрые наброски: они показывают цвета и мазки, а картина будет богаче и ближе к стилю. Какую нарисовать?
delivered-file-styles = Наброски в полном качестве.

button-paint-wave = 1 · Большая волна
button-paint-auvers = 2 · Улица в Овере
button-paint-kandinsky = 3 · Композиция VIII
button-paint-inokashira = 4 · Инокасира
button-paint-harvesters = 5 · Жатва
button-paint-gioconda = 6 · Мона Лиза
button-paint-ejiri = 7 · Эдзири
button-paint-librarian = 8 · Библиотекарь

site-kind-styles = Увидьте своё фото в восьми стилях.
site-about-kind-styles = Наброски за секунды, чтобы выбрать стиль глазами. Одно нажатие – и он станет картиной.
