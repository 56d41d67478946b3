# Sketches of one photo in all styles of the gallery.

command-sketches = sua foto em oito estilos de uma só vez
button-make-styles = 👀 Minha foto nos oito estilos
ask-photo-any-styles = Qual foto você quer ver em oito estilos?
no-free-left-styles = { $n ->
    [0] No momento não estou fazendo esboços.
   *[other] Por hoje já são esboços suficientes. O próximo painel será grátis em cerca de { $span }.
}
progress-running-styles = Esboçando: { $percent }%
delivered-title-styles = Sua foto em oito estilos.
delivered-caption-styles = São esboços rápidos: mostram as cores e as pinceladas. A pintura será mais rica e mais fiel ao estilo. Qual você quer como pintura?
delivered-file-styles = Os esboços em qualidade máxima.

button-paint-wave = 1 · A Grande Onda
button-paint-auvers = 2 · Rua em Auvers
button-paint-kandinsky = 3 · Composição VIII
button-paint-inokashira = 4 · Inokashira
button-paint-harvesters = 5 · A Colheita
button-paint-gioconda = 6 · Mona Lisa
button-paint-ejiri = 7 · Ejiri
button-paint-librarian = 8 · O Bibliotecário

site-kind-styles = Veja sua foto em oito estilos.
site-about-kind-styles = Esboços em segundos, para escolher o estilo vendo. Um toque em um deles leva à pintura.
