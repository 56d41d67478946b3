# Colouring of grey photos.

command-colour = colorear una foto en blanco y negro
button-make-colouring = 🌈 Colorear
ask-photo-any-colouring = ¿Qué foto en blanco y negro quieres que coloree?
ask-guide-colouring = ¿Como en qué imagen? Lo mejor es una foto en color de algo parecido: el mismo tipo de lugar, de luz o de personas. Envía una o elige entre las mías.
third-picture-colouring = Ya tengo una foto. ¿Qué es esta imagen?
button-as-guide-colouring = Tomar sus colores
button-add-guide-colouring = + Colores de una imagen

grey-photo = Esta foto parece en blanco y negro. ¿Quieres que la coloree o que la pinte?
button-paint-grey = 🎨 Pintarla

knob-colouring-amount = Cantidad de color
line-colouring-amount = Color: { $choice }
line-guide-colouring = Colores como en: { $picture }
menu-colouring-amount = ¿Cuánto color quieres?

choice-colouring-amount-less = poco
choice-colouring-amount-usual = normal
choice-colouring-amount-more = mucho

summary-title-colouring = Colores para tu foto. ¿Empezamos?
note-without-guide-colouring = No conozco los colores reales: los adivino. El cielo, la hierba, los árboles y la piedra suelen salir bien. La piel, el pelo y sobre todo la ropa son suposiciones, y ahí prefiero tonos discretos. Una foto en color de algo parecido ayuda: añádela con el botón de abajo.
note-has-colours-colouring = Tu foto ya tiene colores. Los dejaré de lado y buscaré otros nuevos.
button-start-colouring = 🌈 Colorear gratis
button-start-paid-colouring = 🌈 Colorear por { $price ->
    [one] { $price } crédito
   *[other] { $price } créditos
}
no-free-left-colouring = { $n ->
    [0] Colorear cuesta unos pocos créditos.
    [one] Ya usaste tu coloreado gratis de hoy. El próximo será gratis en aproximadamente { $span }.
   *[other] Ya usaste tus { $n } coloreados gratis de hoy. El próximo será gratis en aproximadamente { $span }.
}
progress-running-colouring = Coloreando: { $percent } %
delivered-title-colouring = ¡Tu foto en color!
delivered-file-colouring = La foto en máxima calidad. Sus luces y sombras son exactamente las de la tuya.
gone-guide-colouring = La imagen de la que elegiste los colores ya se borró. Puedo seguir sin ella: pulsa el botón otra vez o vuelve a enviarla.

button-more-colour = Más color
button-less-colour = Menos color
button-colour-like = Como otra imagen
most-colour = No puedo darle más color.
least-colour = No puedo darle menos color.

site-untitled-colouring = Una foto en color
site-kind-colouring = Devuelve el color a una foto antigua.
site-about-kind-colouring = La red adivina los colores por lo que se ve en la foto o los toma de una imagen tuya. Cada luz y cada sombra de la foto se quedan como están.

plan-free-colouring = Gratis, hasta { $size } px
plan-premium-colouring = Premium, hasta { $size } px
