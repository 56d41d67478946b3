# Filmes de uma obra pronta: como foi pintada, e o zoom em um sonho.

button-growth = 🎬 Como foi pintada
button-zoom = 🎬 Entrar no sonho
delivered-title-growth = Como foi pintada: da sua foto à pintura.
delivered-title-zoom = Dentro do sonho.
progress-running-growth = Montando o filme: { $percent }%
progress-running-zoom = Mergulhando no sonho: { $percent }%
no-free-left-growth = { $n ->
    [0] No momento não estou fazendo esses filmes.
   *[other] Por hoje já são filmes suficientes. O próximo será grátis em cerca de { $span }.
}
no-free-left-zoom = { $n ->
    [0] No momento não estou entrando em sonhos.
   *[other] Por hoje já são zooms suficientes. O próximo será grátis em cerca de { $span }.
}
film-being-made = O filme já está a caminho:
film-picture-gone = A imagem para a qual este sonho ia já foi apagada, então não consigo continuar sonhando.
film-picture-gone-growth = A foto já foi apagada, então não consigo mostrar como foi pintada.

button-publish-film = Publicar com o filme
publish-line-film = • o filme: { $shown }
publish-line-film-growth = • como foi pintada, um filme que mostra sua foto: { $shown }
button-show-film = Mostrar o filme
button-show-film-growth = Mostrar como foi pintada
button-add-film = Mostrar também o filme
button-add-film-growth = Adicionar o filme com minha foto
film-added = O filme está sendo adicionado; em instantes estará na página da pintura.
site-film = Reproduzir o filme
