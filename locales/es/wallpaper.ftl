# Wallpapers.

command-wallpaper = crear un fondo de pantalla
ask-photo-any-wallpaper = ¿De qué imagen quieres un fondo de pantalla? Envía una o elige entre las mías. Pinceladas, hojas, piedras y estampados van muy bien.

knob-wallpaper-shape = Para el teléfono
knob-wallpaper-stroke = Tamaño del motivo
knob-wallpaper-palette = Colores
line-wallpaper-shape = Formato: { $choice }
line-wallpaper-stroke = Tamaño del motivo: { $choice }
line-wallpaper-palette = Colores: { $choice }
menu-wallpaper-shape = ¿Qué formato quieres?
menu-wallpaper-stroke = ¿De qué tamaño debe ser el motivo?
menu-wallpaper-palette = ¿Cuántos colores debe tener?

choice-wallpaper-shape-square = cuadrado
choice-wallpaper-shape-phone = para el teléfono
choice-wallpaper-stroke-0 = diminuto
choice-wallpaper-stroke-1 = pequeño
choice-wallpaper-stroke-2 = mediano
choice-wallpaper-stroke-3 = grande
choice-wallpaper-stroke-4 = enorme
choice-wallpaper-palette-all = todos
choice-wallpaper-palette-eight = ocho
choice-wallpaper-palette-five = cinco
choice-wallpaper-palette-three = tres

summary-title-wallpaper = Un fondo de pantalla de esta imagen. ¿Empezamos? Si quieres otra imagen, envíala o elige una en /styles.
button-start-wallpaper = 🧩 Crear gratis
button-start-paid-wallpaper = 🧩 Crear por { $price ->
    [one] { $price } crédito
   *[other] { $price } créditos
}
no-free-left-wallpaper = { $n ->
    [0] Los fondos de pantalla cuestan unos pocos créditos.
    [one] Ya usaste tu fondo de pantalla gratis de hoy. El próximo será gratis en aproximadamente { $span }.
   *[other] Ya usaste tus { $n } fondos de pantalla gratis de hoy. El próximo será gratis en aproximadamente { $span }.
}
progress-running-wallpaper = Creando el fondo de pantalla: { $percent } %
delivered-title-wallpaper = ¡Tu fondo de pantalla!
delivered-file-wallpaper = El fondo de pantalla en máxima calidad.

button-other-shape = Otro formato
button-other-picture = Otra imagen
button-paint-in-it = Pintar una foto en este estilo

site-untitled-wallpaper = Un fondo de pantalla
site-kind-wallpaper = Crea un fondo de pantalla de cualquier imagen.
site-about-kind-wallpaper = Las pinceladas y los colores de una imagen, tejidos en un motivo nuevo que no representa nada en particular.
