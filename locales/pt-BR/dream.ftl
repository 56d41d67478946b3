# Dreams.

command-dream = deixar a máquina sonhar na sua foto
button-make-dream = 👁 Deixar sonhar
ask-photo-any-dream = Em qual foto você quer que eu sonhe?
ask-guide-dream = Qual imagem vai guiar o sonho? Uso as formas dela, não as cores. Envie uma ou escolha uma das minhas.
third-picture-dream = Já tenho uma foto. O que é esta imagem?
button-as-guide-dream = Guiar o sonho com ela
button-add-guide-dream = + Imagem-guia

knob-dream-theme = Tema
knob-dream-depth = Profundidade
knob-dream-colours = Manter minhas cores
line-dream-theme = Sonhar com: { $choice }
line-dream-depth = Profundidade: { $choice }
line-dream-colours = Cores: { $choice }
line-guide-dream = Guia: { $picture }
menu-dream-theme = Com o que você quer que eu sonhe?
menu-dream-depth = Quão profundo o sonho deve ser?

choice-dream-theme-creatures = criaturas
choice-dream-theme-eyes = olhos
choice-dream-theme-animals = animais
choice-dream-theme-patterns = padrões
choice-dream-theme-dogs = cachorros
choice-dream-theme-birds = pássaros
choice-dream-theme-snakes = cobras
choice-dream-theme-herd = um rebanho
choice-dream-theme-faces = rostos
choice-dream-theme-flowers = flores
choice-dream-theme-fruit = frutas
choice-dream-theme-castles = castelos
choice-dream-theme-jungle = selva
choice-dream-depth-light = só um toque
choice-dream-depth-medium = média
choice-dream-depth-deep = muito profunda
choice-dream-colours-dream = do sonho
choice-dream-colours-photo = da sua foto

summary-title-dream = Um sonho. Vamos começar?
button-start-dream = 👁 Sonhar de graça
button-start-paid-dream = 👁 Sonhar por { $price ->
    [one] { $price } crédito
   *[other] { $price } créditos
}
no-free-left-dream = { $n ->
    [0] Os sonhos custam alguns créditos.
    [one] Você já usou o seu sonho grátis de hoje. O próximo será grátis em cerca de { $span }.
   *[other] Você já usou os seus { $n } sonhos grátis de hoje. O próximo será grátis em cerca de { $span }.
}
progress-running-dream = Sonhando: { $percent }%
delivered-title-dream = Seu sonho!
delivered-file-dream = O sonho em qualidade máxima.

button-deeper = Mais profundo
button-other-theme = Com outra coisa
button-dream-again = Continuar sonhando daqui
button-dream-towards = Guiar com uma imagem
button-paint-it = Fazer uma pintura
deepest = Mais profundo do que isso não dá. Mas você pode continuar sonhando daqui.

site-untitled-dream = Um sonho
site-kind-dream = Deixe sua foto sonhar.
site-about-kind-dream = A rede reforça tudo o que acha que vê: criaturas, castelos, flores ou as formas de uma segunda imagem.
