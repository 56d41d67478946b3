# Said by the messenger itself when a payment is refused before money is taken.

checkout-not-yours = Esta factura es de otra persona o ya está pagada. Con /buy tendrás una propia. No se ha cobrado nada.
checkout-price-changed = El precio ha cambiado desde que se emitió esta factura. /buy muestra los precios de hoy. No se ha cobrado nada.
checkout-try-later = Ahora mismo no puedo consultar esta factura. Inténtalo de nuevo en un minuto. No se ha cobrado nada.
