# Wallpapers.

command-wallpaper = criar um papel de parede
ask-photo-any-wallpaper = De qual imagem você quer um papel de parede? Envie uma ou escolha uma das minhas. Pinceladas, folhas, pedras e estampas funcionam bem.

knob-wallpaper-shape = Para o celular
knob-wallpaper-stroke = Tamanho do padrão
knob-wallpaper-palette = Cores
line-wallpaper-shape = Formato: { $choice }
line-wallpaper-stroke = Tamanho do padrão: { $choice }
line-wallpaper-palette = Cores: { $choice }
menu-wallpaper-shape = Qual formato você quer?
menu-wallpaper-stroke = De que tamanho deve ser o padrão?
menu-wallpaper-palette = Quantas cores ele deve ter?

choice-wallpaper-shape-square = quadrado
choice-wallpaper-shape-phone = para o celular
choice-wallpaper-stroke-0 = minúsculo
choice-wallpaper-stroke-1 = pequeno
choice-wallpaper-stroke-2 = médio
choice-wallpaper-stroke-3 = grande
choice-wallpaper-stroke-4 = enorme
choice-wallpaper-palette-all = todas
choice-wallpaper-palette-eight = oito
choice-wallpaper-palette-five = cinco
choice-wallpaper-palette-three = três

summary-title-wallpaper = Um papel de parede desta imagem. Vamos começar? Se quiser outra imagem, é só enviar ou escolher uma em /styles.
button-start-wallpaper = 🧩 Criar de graça
button-start-paid-wallpaper = 🧩 Criar por { $price ->
    [one] { $price } crédito
   *[other] { $price } créditos
}
no-free-left-wallpaper = { $n ->
    [0] Os papéis de parede custam alguns créditos.
    [one] Você já usou o seu papel de parede grátis de hoje. O próximo será grátis em cerca de { $span }.
   *[other] Você já usou os seus { $n } papéis de parede grátis de hoje. O próximo será grátis em cerca de { $span }.
}
progress-running-wallpaper = Criando o papel de parede: { $percent }%
delivered-title-wallpaper = Seu papel de parede!
delivered-file-wallpaper = O papel de parede em qualidade máxima.

button-other-shape = Outro formato
button-other-picture = Outra imagem
button-paint-in-it = Pintar uma foto neste estilo

site-untitled-wallpaper = Um papel de parede
site-kind-wallpaper = Crie um papel de parede de qualquer imagem.
site-about-kind-wallpaper = Pinceladas e cores de uma imagem, tecidas em um novo padrão que não representa nada em especial.
