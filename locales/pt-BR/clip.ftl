# Films: clips and their quick version.

command-clip = pintar um GIF ou vídeo curto
ask-photo-any-clip = Qual GIF ou vídeo você quer que eu pinte? Os curtos são os melhores: uso os primeiros segundos.
ask-photo-any-quickclip = { ask-photo-any-clip }
ask-style-film = Um vídeo! Ele tem { $seconds } s e { $width } × { $height } px. Qual estilo você quer? Envie uma imagem ou escolha uma das minhas.
no-film = Isto é uma foto, então vou pintá-la como imagem. Para um vídeo pintado, envie um GIF ou um vídeo.
film-gone = O vídeo já foi apagado. Envie de novo, por favor.
film-sketches = Três momentos do seu vídeo em esboços rápidos. O vídeo pintado será mais rico, e as pinceladas vão se mover com o que há nele.
third-picture-clip = Já tenho um vídeo e um estilo. O que é esta imagem?

line-film = Vídeo: { $seconds } s, { $frames ->
        [one] { $frames } quadro
       *[other] { $frames } quadros
    } por segundo
line-film-cut = Vídeo: os primeiros { $seconds } s de { $all } s, { $frames ->
        [one] { $frames } quadro
       *[other] { $frames } quadros
    } por segundo

knob-clip-strength = { knob-painting-strength }
knob-clip-stroke = { knob-painting-stroke }
knob-clip-colours = { knob-painting-colours }
line-clip-strength = { line-painting-strength }
line-clip-stroke = { line-painting-stroke }
line-clip-colours = { line-painting-colours }
menu-clip-strength = { menu-painting-strength }
menu-clip-stroke = { menu-painting-stroke }
choice-clip-strength-0 = { choice-painting-strength-0 }
choice-clip-strength-1 = { choice-painting-strength-1 }
choice-clip-strength-2 = { choice-painting-strength-2 }
choice-clip-strength-3 = { choice-painting-strength-3 }
choice-clip-strength-4 = { choice-painting-strength-4 }
choice-clip-stroke-0 = { choice-painting-stroke-0 }
choice-clip-stroke-1 = { choice-painting-stroke-1 }
choice-clip-stroke-2 = { choice-painting-stroke-2 }
choice-clip-stroke-3 = { choice-painting-stroke-3 }
choice-clip-stroke-4 = { choice-painting-stroke-4 }
choice-clip-colours-style = { choice-painting-colours-style }
choice-clip-colours-photo = { choice-painting-colours-photo }

knob-quickclip-strength = { knob-painting-strength }
knob-quickclip-stroke = { knob-painting-stroke }
knob-quickclip-colours = { knob-painting-colours }
line-quickclip-strength = { line-painting-strength }
line-quickclip-stroke = { line-painting-stroke }
line-quickclip-colours = { line-painting-colours }
menu-quickclip-strength = { menu-painting-strength }
menu-quickclip-stroke = { menu-painting-stroke }
choice-quickclip-strength-0 = { choice-painting-strength-0 }
choice-quickclip-strength-1 = { choice-painting-strength-1 }
choice-quickclip-strength-2 = { choice-painting-strength-2 }
choice-quickclip-strength-3 = { choice-painting-strength-3 }
choice-quickclip-strength-4 = { choice-painting-strength-4 }
choice-quickclip-stroke-0 = { choice-painting-stroke-0 }
choice-quickclip-stroke-1 = { choice-painting-stroke-1 }
choice-quickclip-stroke-2 = { choice-painting-stroke-2 }
choice-quickclip-stroke-3 = { choice-painting-stroke-3 }
choice-quickclip-stroke-4 = { choice-painting-stroke-4 }
choice-quickclip-colours-style = { choice-painting-colours-style }
choice-quickclip-colours-photo = { choice-painting-colours-photo }

summary-title-clip = Um vídeo pintado. Vamos começar?
button-start-clip = 🎞 Pintar de graça
button-start-paid-clip = 🎞 Pintar por { $price ->
    [one] { $price } crédito
   *[other] { $price } créditos
}
button-make-quickclip = ⚡ Versão rápida, de graça
no-free-left-clip = { $n ->
    [0] Pintar um vídeo custa alguns créditos.
    [one] Você já usou o seu vídeo pintado grátis de hoje. O próximo será grátis em cerca de { $span }.
   *[other] Você já usou os seus { $n } vídeos pintados grátis de hoje. O próximo será grátis em cerca de { $span }.
}
no-free-left-quickclip = { $n ->
    [0] No momento não faço versões rápidas.
   *[other] Chega de esboços por hoje. A próxima versão rápida será grátis em cerca de { $span }.
}
progress-running-clip = Pintando quadro a quadro: { $percent }%
progress-running-quickclip = Esboçando quadro a quadro: { $percent }%
delivered-title-clip = Seu vídeo pintado!
delivered-title-quickclip = A versão rápida do seu vídeo.
delivered-file-clip = O vídeo em qualidade máxima.
delivered-file-quickclip = { delivered-file-clip }

button-other-style-of-film = Mesmo vídeo, outro estilo
button-other-film = Mesmo estilo, outro vídeo
button-paint-still = 🎨 Pintar uma imagem dele
button-paint-clip = 🎞 Pintar de verdade

site-untitled-clip = Um vídeo pintado
site-untitled-quickclip = Um vídeo em esboços
site-kind-clip = Tenha um GIF ou vídeo pintado.
site-about-kind-clip = As pinceladas se movem com o que há nele, sem piscar. Uma versão rápida fica pronta em segundos.
