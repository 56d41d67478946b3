# Dreams.

command-dream = dejar que la máquina sueñe en tu foto
button-make-dream = 👁 Que sueñe
ask-photo-any-dream = ¿En qué foto quieres que sueñe?
ask-guide-dream = ¿Qué imagen guía el sueño? Tomo sus formas, no sus colores. Envía una o elige entre las mías.
third-picture-dream = Ya tengo una foto. ¿Qué es esta imagen?
button-as-guide-dream = Que guíe el sueño
button-add-guide-dream = + Imagen guía

knob-dream-theme = Tema
knob-dream-depth = Profundidad
knob-dream-colours = Conservar mis colores
line-dream-theme = Soñar con: { $choice }
line-dream-depth = Profundidad: { $choice }
line-dream-colours = Colores: { $choice }
line-guide-dream = Guía: { $picture }
menu-dream-theme = ¿Con qué quieres que sueñe?
menu-dream-depth = ¿Qué tan profundo debe ser el sueño?

choice-dream-theme-creatures = criaturas
choice-dream-theme-eyes = ojos
choice-dream-theme-animals = animales
choice-dream-theme-patterns = patrones
choice-dream-theme-dogs = perros
choice-dream-theme-birds = pájaros
choice-dream-theme-snakes = serpientes
choice-dream-theme-herd = un rebaño
choice-dream-theme-faces = caras
choice-dream-theme-flowers = flores
choice-dream-theme-fruit = frutas
choice-dream-theme-castles = castillos
choice-dream-theme-jungle = selva
choice-dream-depth-light = apenas un toque
choice-dream-depth-medium = media
choice-dream-depth-deep = muy profunda
choice-dream-colours-dream = del sueño
choice-dream-colours-photo = de tu foto

summary-title-dream = Un sueño. ¿Empezamos?
button-start-dream = 👁 Soñar gratis
button-start-paid-dream = 👁 Soñar por { $price ->
    [one] { $price } crédito
   *[other] { $price } créditos
}
no-free-left-dream = { $n ->
    [0] Los sueños cuestan unos pocos créditos.
    [one] Ya usaste tu sueño gratis de hoy. El próximo será gratis en aproximadamente { $span }.
   *[other] Ya usaste tus { $n } sueños gratis de hoy. El próximo será gratis en aproximadamente { $span }.
}
progress-running-dream = Soñando: { $percent } %
delivered-title-dream = ¡Tu sueño!
delivered-file-dream = El sueño en máxima calidad.

button-deeper = Más profundo
button-other-theme = Con otra cosa
button-dream-again = Seguir soñando desde aquí
button-dream-towards = Guiar con una imagen
button-paint-it = Pintarlo
deepest = Más profundo no se puede. Pero puedes seguir soñando desde aquí.

site-untitled-dream = Un sueño
site-kind-dream = Deja soñar a tu foto.
site-about-kind-dream = La red refuerza todo lo que cree ver: criaturas, castillos, flores o las formas de una segunda imagen.
