# Button labels: at most 40 characters once filled in.

button-start = 🎨 Pintar gratis
button-start-paid = 🎨 Pintar por { $price ->
    [one] { $price } crédito
   *[other] { $price } créditos
}
button-buy = Comprar créditos
button-quality = Tamaño y calidad
knob-painting-strength = Intensidad del estilo
knob-painting-stroke = Pinceladas
knob-painting-colours = Conservar mis colores
button-swap = ⇄ Intercambiar
button-add-second = + Segundo estilo
button-drop-second = − Segundo estilo
button-share = Mezcla
button-discard = Empezar de nuevo
button-back = ← Atrás
button-premium-instead = Premium ya por { $price ->
    [one] { $price } crédito
   *[other] { $price } créditos
}

button-gallery = Ver estilos
button-recent-style = N.º { $n }
button-as-photo = Es la foto
button-as-style = Es el estilo
button-as-second = Es un segundo estilo
button-as-nothing = Nada, olvídalo

button-cancel = Cancelar
button-cancel-numbered = Cancelar el n.º { $n }

button-stronger = Más estilo
button-weaker = Menos estilo
button-other-style = Misma foto, otro estilo
button-other-photo = Mismo estilo, otra foto
button-canvas = Imprimir en lienzo
button-file = Como archivo
button-iteration = { $iteration } pasos
button-new = Nuevo cuadro
button-earlier = Anteriores →

button-less-strength = Estilo −
button-more-strength = Estilo +
button-smaller-stroke = Pinceladas −
button-larger-stroke = Pinceladas +

button-delete = Sí, borrar todo
button-keep = No, conservar todo

button-join = Sí, vincularlos
button-apart = No, dejarlos separados
button-drop-guide = − La imagen
button-more-choices = Más →
button-add-guide = + Otra imagen
button-as-guide = Que se parezca a esta
button-another-photo = Otra foto
