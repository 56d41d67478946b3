# Editing a style.

button-edit-style = ✂ Editar el estilo
button-fewer-colours = Menos colores
button-part = Solo una parte
button-remove-something = Quitar algo
button-put-back = Volver a ponerlo
button-strokes = Pinceladas
button-make-wallpaper = 🧩 Crear un fondo de pantalla
button-edit-reset = Como estaba
button-edit-done = Listo
button-edit-style-of = { $style }
button-drag-rectangle = Marcar un rectángulo
button-paint-over-here = Taparlo aquí con pincel
button-leave-it = Dejarlo

editing-title = De aquí copiaré el estilo.
editing-ask-colours = ¿Cuántos colores debe tener el estilo?
editing-ask-part = ¿Qué parte del estilo uso?
editing-changed = Cambios: { $edit }
editing-unchanged = De momento no hay ningún cambio.
editing-not-drawn = No me dio tiempo a dibujarlo, pero pintaré así.
editing-left = De acuerdo, el estilo se queda como está.

colours-all = todos los colores
colours-some = { $n ->
    [one] { $n } color
   *[other] { $n } colores
}
part-whole = todo
part-top = mitad superior
part-bottom = mitad inferior
part-left = mitad izquierda
part-right = mitad derecha
part-middle = el centro
edited-part-top = solo la mitad superior
edited-part-bottom = solo la mitad inferior
edited-part-left = solo la mitad izquierda
edited-part-right = solo la mitad derecha
edited-part-middle = solo el centro
edited-part-rectangle = solo un trozo
edited-without = sin una parte
style-edited = { $style } ({ $edit })

ask-painted-over = Tapa con un pincel lo que no debo usar, por ejemplo en el editor de fotos de tu app, y envíame la imagen. Sirve cualquier color que destaque.
text-wants-painted-over = Espero la imagen con algo tapado. Con /cancel el estilo se queda como está.
wanted-painted-over = Ahora necesito el estilo con algo tapado. Con /cancel se queda como está.
editing-other-shape = Esta imagen no tiene la misma forma que el estilo. Tapa algo en el estilo mismo, sin recortarlo ni girarlo, y vuelve a enviarlo. Con /cancel se queda como está.
editing-nothing-removed = No encuentro nada tapado en esta imagen. Usa un pincel grueso y un color que destaque, y vuelve a enviarla. Con /cancel el estilo se queda como está.
editing-everything-removed = No quedaría nada del estilo. Deja un poco más.
editing-too-small = Esta parte es demasiado pequeña para pintar con ella. Elige una más grande.
editing-not-tried = Ahora mismo no pude ver esta imagen. Vuelve a enviarla.
gone-painted-over = La imagen con algo tapado ya se borró, así que el estilo vuelve a estar entero. Si te parece bien, pulsa el botón otra vez.

site-edit = Cambios en el estilo
