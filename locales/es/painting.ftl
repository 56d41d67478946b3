# From the queue to the finished painting, and afterwards.

progress-queued = { $place ->
    [1] El tuyo es el siguiente.
   *[other] Tu puesto en la cola: { $place }.
}
progress-running = Pintando: { $percent } %
progress-sketch = De momento es solo un boceto rápido. El cuadro ocupará su lugar.
progress-span = Estará listo en aproximadamente { $span }.
progress-done = ¡Listo! Aquí viene.
progress-cancelled = Cancelado.
progress-cancelled-by-operator = Nuestro equipo ha cancelado este cuadro.
painted-again = { $n ->
    [0] Nuestro equipo ha vuelto a empezar este cuadro. No te cuesta nada.
    [one] Nuestro equipo ha vuelto a empezar este cuadro, por un crédito.
   *[other] Nuestro equipo ha vuelto a empezar este cuadro, por { $n } créditos.
}
progress-failed = Este no salió.

credits-returned = { $n ->
    [one] Has recuperado tu crédito.
   *[other] Has recuperado los { $n } créditos.
}

failed-bad-picture = Lo siento, una de las imágenes estaba dañada. Prueba con otra.
failed-picture-gone = Lo siento, una de las imágenes se borró antes de que pudiera empezar. Envíala otra vez.
failed-too-slow = Lo siento, este cuadro tardaba demasiado y tuve que parar. Uno más pequeño debería salir.
failed-too-large = Lo siento, ahora mismo este cuadro es demasiado grande para mí. Uno más pequeño debería salir.
failed-broken = Lo siento, algo falló por mi parte. Inténtalo de nuevo un poco más tarde.

delivered-title = ¡Tu cuadro!
delivered-file = El cuadro en máxima calidad.
delivered-album = Así fue creciendo tu cuadro.
delivered-choose = ¿Cuál te gusta más? Te lo envío como archivo.

painting-gone = Ya no encuentro este cuadro. Los recientes están en /history.
still-painting = Este todavía se está pintando:
strongest = Más intenso no se puede. Unas pinceladas más grandes también cambian mucho.
weakest = Más suave no se puede. Unas pinceladas más pequeñas también cambian mucho.

status-title = Estoy trabajando en:
status-none = Ahora mismo no estoy pintando nada. ¡Envíame una foto!
status-queued = { $number }. { $place ->
    [1] el siguiente en la cola
   *[other] puesto { $place } en la cola
}
status-running = { $number }. pintado al { $percent } %

cancel-nothing = No hay nada que cancelar.
cancel-too-late = Ya es tarde para cancelar: está terminado. Lo tienes en /history.
cancel-draft = No hay problema. Envía una foto cuando quieras.
cancel-which = ¿Quieres que detenga alguno de estos?

history-title = Tus cuadros recientes, primero los más nuevos.
history-choose = ¿Cuál?
history-empty = Aquí todavía no hay cuadros.

balance = { $n ->
    [one] Tienes { $n } crédito.
   *[other] Tienes { $n } créditos.
}
balance-held = { $n ->
    [one] Hay { $n } más reservado para lo que estoy pintando.
   *[other] Hay { $n } más reservados para lo que estoy pintando.
}
balance-free = { $n ->
    [0] Hoy no quedan cuadros gratis.
    [one] Hoy te queda { $n } cuadro gratis.
   *[other] Hoy te quedan { $n } cuadros gratis.
}
balance-no-free = El próximo cuadro será gratis en aproximadamente { $span }.

settings-title = Así pinto para ti si no eliges otra cosa:
ask-language = ¿En qué idioma hablamos?

delete-question = ¿Seguro que quieres borrarlo todo? Tus imágenes, tus cuadros y nuestra conversación. No se puede deshacer.
delete-credits = { $n ->
    [one] También perderás { $n } crédito.
   *[other] También perderás { $n } créditos.
}
delete-elsewhere = Tus otros chats son de la misma cuenta, así que allí también se borra todo: { $places }.
delete-done-elsewhere = Borraste todo desde otro de tus chats, así que aquí tampoco queda nada. ¡Adiós, y gracias por las imágenes!
delete-done = Todo está borrado. ¡Adiós, y gracias por las imágenes!
delete-kept = De acuerdo, todo se queda.
