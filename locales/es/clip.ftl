# Films: clips and their quick version.

command-clip = pintar un GIF o un vídeo corto
ask-photo-any-clip = ¿Qué GIF o vídeo quieres que pinte? Mejor si es corto: tomo los primeros segundos.
ask-photo-any-quickclip = { ask-photo-any-clip }
ask-style-film = ¡Un vídeo! Dura { $seconds } s y mide { $width } × { $height } px. ¿Qué estilo quieres? Envía una imagen o elige una de las mías.
no-film = Eso es una foto, así que la pintaré como imagen. Para un vídeo pintado, envíame un GIF o un vídeo.
film-gone = El vídeo ya se borró. Envíalo otra vez, por favor.
film-sketches = Tres momentos de tu vídeo en bocetos rápidos. El vídeo pintado será más rico, y sus pinceladas se moverán con lo que hay en él.
third-picture-clip = Ya tengo un vídeo y un estilo. ¿Qué es esta imagen?

line-film = Vídeo: { $seconds } s, { $frames ->
        [one] { $frames } fotograma
       *[other] { $frames } fotogramas
    } por segundo
line-film-cut = Vídeo: los primeros { $seconds } s de { $all } s, { $frames ->
        [one] { $frames } fotograma
       *[other] { $frames } fotogramas
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

summary-title-clip = Un vídeo pintado. ¿Empezamos?
button-start-clip = 🎞 Pintar gratis
button-start-paid-clip = 🎞 Pintar por { $price ->
    [one] { $price } crédito
   *[other] { $price } créditos
}
button-make-quickclip = ⚡ Versión rápida, gratis
no-free-left-clip = { $n ->
    [0] Pintar un vídeo cuesta unos pocos créditos.
    [one] Ya usaste tu vídeo pintado gratis de hoy. El próximo será gratis en aproximadamente { $span }.
   *[other] Ya usaste tus { $n } vídeos pintados gratis de hoy. El próximo será gratis en aproximadamente { $span }.
}
no-free-left-quickclip = { $n ->
    [0] Ahora mismo no hago versiones rápidas.
   *[other] Suficientes bocetos por hoy. La próxima versión rápida será gratis en aproximadamente { $span }.
}
progress-running-clip = Pintando fotograma a fotograma: { $percent } %
progress-running-quickclip = Esbozando fotograma a fotograma: { $percent } %
delivered-title-clip = ¡Tu vídeo pintado!
delivered-title-quickclip = La versión rápida de tu vídeo.
delivered-file-clip = El vídeo en máxima calidad.
delivered-file-quickclip = { delivered-file-clip }

button-other-style-of-film = Mismo vídeo, otro estilo
button-other-film = Mismo estilo, otro vídeo
button-paint-still = 🎨 Pintar una imagen de él
button-paint-clip = 🎞 Pintarlo de verdad

site-untitled-clip = Un vídeo pintado
site-untitled-quickclip = Un vídeo en bocetos
site-kind-clip = Haz pintar un GIF o un vídeo.
site-about-kind-clip = Las pinceladas se mueven con lo que hay en él, sin parpadear. En unos segundos tienes una versión rápida.
