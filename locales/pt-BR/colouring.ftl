# Colouring of grey photos.

command-colour = colorir uma foto em preto e branco
button-make-colouring = 🌈 Colorir
ask-photo-any-colouring = Qual foto em preto e branco você quer colorir?
ask-guide-colouring = Como em qual imagem? O melhor é uma foto colorida de algo parecido: o mesmo tipo de lugar, de luz ou de pessoas. Envie uma ou escolha uma das minhas.
third-picture-colouring = Já tenho uma foto. O que é esta imagem?
button-as-guide-colouring = Usar as cores dela
button-add-guide-colouring = + Cores de uma imagem

grey-photo = Esta foto parece em preto e branco. Você quer que eu deixe a foto colorida ou que faça uma pintura?
button-paint-grey = 🎨 Fazer uma pintura

knob-colouring-amount = Quantidade de cor
line-colouring-amount = Cor: { $choice }
line-guide-colouring = Cores como em: { $picture }
menu-colouring-amount = Quanta cor você quer?

choice-colouring-amount-less = pouca
choice-colouring-amount-usual = normal
choice-colouring-amount-more = muita

summary-title-colouring = Cores para a sua foto. Vamos começar?
note-without-guide-colouring = Não conheço as cores reais: eu adivinho. Céu, grama, árvores e pedra costumam sair certos. Pele, cabelo e principalmente roupas são palpites, e neles eu prefiro tons discretos. Uma foto colorida de algo parecido ajuda: adicione com o botão abaixo.
note-has-colours-colouring = Sua foto já tem cores. Vou deixar essas de lado e encontrar outras.
button-start-colouring = 🌈 Colorir de graça
button-start-paid-colouring = 🌈 Colorir por { $price ->
    [one] { $price } crédito
   *[other] { $price } créditos
}
no-free-left-colouring = { $n ->
    [0] Colorir custa alguns créditos.
    [one] Você já usou a sua colorização grátis de hoje. A próxima será grátis em cerca de { $span }.
   *[other] Você já usou as suas { $n } colorizações grátis de hoje. A próxima será grátis em cerca de { $span }.
}
progress-running-colouring = Colorindo: { $percent }%
delivered-title-colouring = Sua foto em cores!
delivered-file-colouring = A foto em qualidade máxima. As luzes e sombras são exatamente as da sua.
gone-guide-colouring = A imagem de onde viriam as cores já foi apagada. Posso continuar sem ela: toque no botão de novo ou envie a imagem mais uma vez.

button-more-colour = Mais cor
button-less-colour = Menos cor
button-colour-like = Como outra imagem
most-colour = Não dá para colocar mais cor do que isso.
least-colour = Não dá para colocar menos cor do que isso.

site-untitled-colouring = Uma foto em cores
site-kind-colouring = Devolva as cores a uma foto antiga.
site-about-kind-colouring = A rede adivinha as cores pelo que a foto mostra ou usa as de uma imagem sua. Cada luz e cada sombra da foto ficam como estão.

plan-free-colouring = Grátis, até { $size } px
plan-premium-colouring = Premium, até { $size } px
