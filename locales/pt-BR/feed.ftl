# The feed: publishing, taking back, liking.

command-top = as melhores pinturas da semana
command-published = o que você publicou

button-publish = Publicar
publish-question = Publicar esta pintura? Qualquer pessoa na internet poderá vê-la. É isto que vai aparecer:
publish-line-painting = • a pintura: sim
publish-line-photo = • sua foto: { $shown }
publish-line-style = • o estilo ({ $style }): { $shown }
publish-line-title = • título: { $title }
publish-untitled = nenhum
publish-line-name = • seu nome: { $name }
publish-shown = sim; outras pessoas poderão salvar
publish-not-shown = não
publish-nameless = nenhum
publish-way-back = Você pode retirá-la quando quiser, aqui ou em /published: ela some das nossas páginas na hora.
publish-approval = Antes que alguém a veja, nossa equipe vai dar uma olhada.
button-show-photo = Mostrar a foto
button-show-style = Mostrar o estilo
button-show-title = Título: { $title }
button-show-name = Com meu nome
button-give-name = Adicionar um nome
button-other-name = Outro nome
button-publish-now = Sim, publicar
button-publish-go-on = Continuar
button-take-back = Retirar
button-show-painting = Ver a pintura
button-entry-page = Abrir a página
button-take-style = Estilo { $n }

ask-name = Com qual nome? Até 32 letras, e todo mundo vai ver. Se preferir não colocar, /cancel
name-unclear = Um nome pode ter até 32 letras, sem links nem caracteres especiais. Qual nome você quer?
name-kept = Seu nome é “{ $name }”.

publish-begun = Está sendo publicada; aviso quando estiver lá.
publish-public = Sua pintura está no feed: { $link }
publish-awaiting = Sua pintura está pronta para o feed. Nossa equipe vai dar uma olhada antes; eu aviso.
publish-failed = Não foi possível publicar sua pintura: as imagens dela não podem mais ser lidas.
publish-taken-back = Retirada: ninguém mais pode vê-la.
publish-was-hidden = Sua pintura foi removida do feed: { $because }. Se você acha que foi um engano, escreva para /paysupport.
publish-not-there = Esta pintura não está no feed.
publish-closed = Por enquanto não há feed aqui. Sua pintura continua privada.
publish-banned = Você não pode mais publicar aqui. Se você acha que foi um engano, escreva para /paysupport.
publish-hidden = Esta pintura foi removida do feed e não pode ser publicada de novo.
publish-enough = Por hoje é só. Amanhã você pode publicar mais.

published-title = Estas estão no feed. Escolha um número para ver uma ou retirá-la.
published-nothing = Você ainda não publicou nada. O botão “Publicar” fica abaixo de cada pintura pronta.
published-preparing = sendo publicada
published-awaiting = aguardando a aprovação da nossa equipe
published-public = pública, { $n ->
    [one] { $n } curtida
   *[other] { $n } curtidas
}
published-hidden = ocultada por nós
published-taken-back = retirada

style-taken = Boa escolha! Agora me envie sua foto.
style-gone = Este estilo não é mais público. Há outros em /styles
liked = ♥

top-title = As melhores da semana.
top-line = { $place }. { $n ->
    [one] { $n } curtida
   *[other] { $n } curtidas
}
top-choose = Curta uma ou use o estilo dela na sua foto.
top-empty = Não há nada no feed esta semana. A sua pode ser a primeira: o botão “Publicar” fica abaixo de cada pintura pronta.
likes-came = { $n ->
    [one] Mais { $n } pessoa curtiu
   *[other] Mais { $n } pessoas curtiram
} o que você publicou: /published

wanted-name = Estou esperando um nome; se preferir não colocar, /cancel

button-save-style = Salvar o estilo
button-saved = Meus estilos
button-take-saved = Usar este estilo
button-rename = Renomear
button-drop-saved = Remover
button-liked-style = Estilo { $n }
saved-title = Estilo { $n }
saved-kept = O estilo foi salvo como “{ $title }”: /styles
saved-list = Seus estilos, página { $n }.
saved-choose = Escolha um para usar, renomear ou remover.
saved-none = Você ainda não salvou nenhum estilo. O botão “Salvar o estilo” fica abaixo de cada pintura pronta.
saved-offer = Você tem estilos salvos.
saved-not-there = Este estilo não está entre os seus salvos.
saved-dropped = Removido. As pinturas neste estilo ficam.
saved-enough = Você salvou todos os estilos que cabem. Remova um primeiro: /styles
saved-gallery = Este estilo é um dos nossos: está sempre em /styles.
ask-title = Como este estilo deve se chamar? Até 32 letras. Com /cancel ele fica como está.
title-unclear = Um nome pode ter até 32 letras, sem links nem caracteres especiais. Como o estilo deve se chamar?
wanted-title = Estou esperando o nome de um estilo; com /cancel ele fica como está.
liked-styles = Os estilos das pinturas que você curtiu no feed:
publish-not-art = Só é possível publicar imagens.
