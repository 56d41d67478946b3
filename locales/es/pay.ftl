# The page for test payments.

pay-title = Pago de prueba
pay-warning = Pago de prueba: no se mueve dinero
pay-about = Esta página hace las veces de la de un proveedor de pagos. No se le cobra nada a nadie, pulses lo que pulses; solo es real lo que recibes en el chat.
pay-open = Esperando el pago.
pay-paid = Pagado.
pay-declined = Rechazado. Aquí ya no puedes pagar.
pay-expired = Se acabó el tiempo: esta página de pago está cerrada.
pay-pay-about = Todo sale bien.
pay-again = Pagar { $price } otra vez
pay-decline = Rechazar
pay-decline-about = El banco dice que no.
pay-twice = Pagar dos veces
pay-twice-about = Dos pagos por una compra: no se pierde ninguno.
pay-late = Pagar demasiado tarde
pay-late-about = Primero se acaba el tiempo y luego el dinero llega de todos modos.
pay-back = Volver al chat
