# Button labels: at most 40 characters once filled in.

button-start = 🎨 Pintar de graça
button-start-paid = 🎨 Pintar por { $price ->
    [one] { $price } crédito
   *[other] { $price } créditos
}
button-buy = Comprar créditos
button-quality = Tamanho e qualidade
knob-painting-strength = Intensidade do estilo
knob-painting-stroke = Pinceladas
knob-painting-colours = Manter minhas cores
button-swap = ⇄ Trocar
button-add-second = + Segundo estilo
button-drop-second = − Segundo estilo
button-share = Mistura
button-discard = Começar de novo
button-back = ← Voltar
button-premium-instead = Premium já por { $price ->
    [one] { $price } crédito
   *[other] { $price } créditos
}

button-gallery = Ver estilos
button-recent-style = Nº { $n }
button-as-photo = É a foto
button-as-style = É o estilo
button-as-second = É um segundo estilo
button-as-nothing = Deixa pra lá

button-cancel = Cancelar
button-cancel-numbered = Cancelar a nº { $n }

button-stronger = Mais estilo
button-weaker = Menos estilo
button-other-style = Mesma foto, outro estilo
button-other-photo = Mesmo estilo, outra foto
button-canvas = Imprimir em tela
button-file = Como arquivo
button-iteration = { $iteration } passos
button-new = Nova pintura
button-earlier = Anteriores →

button-less-strength = Estilo −
button-more-strength = Estilo +
button-smaller-stroke = Pinceladas −
button-larger-stroke = Pinceladas +

button-delete = Sim, apagar tudo
button-keep = Não, manter tudo

button-join = Sim, vincular
button-apart = Não, manter separados
button-drop-guide = − A imagem
button-more-choices = Mais →
button-add-guide = + Outra imagem
button-as-guide = Que fique parecido com esta
button-another-photo = Outra foto
