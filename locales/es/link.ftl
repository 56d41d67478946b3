# Several chats of one person, one account.

link-offer =
    ¿Hablas conmigo también en otro lugar? Entonces envía esto en el otro chat:

    /link { $code }

    Los dos chats compartirán el saldo y el historial. El código vale durante { $n ->
        [one] { $n } minuto
       *[other] { $n } minutos
    }. No se lo des a nadie: quien lo tenga podrá acceder a todo lo que tienes aquí.
link-question =
    ¿Vincular este chat con el que tienes { $place }?
    Allí hay { $there ->
        [one] { $there } crédito
       *[other] { $there } créditos
    } y aquí, { $here }: en total serán { $together }, con un solo historial de cuadros.
link-once = Un código promocional que usaste en los dos solo cuenta una vez: { $n ->
    [one] se descuenta { $n } crédito.
   *[other] se descuentan { $n } créditos.
}
link-for-good = Quien tenga acceso al otro chat verá tus imágenes y podrá gastar tus créditos, así que vincula solo un chat tuyo. Esto no se puede deshacer aquí.
link-done = ¡Vinculados! Este chat y el que tienes { $place } ahora lo comparten todo. Tienes { $balance ->
    [one] { $balance } crédito.
   *[other] { $balance } créditos.
}
link-joined =
    Se acaba de vincular un chat { $place }: ahora comparte tus cuadros y tus créditos. En total tienes { $balance ->
        [one] { $balance } crédito.
       *[other] { $balance } créditos.
    }
    ¿No fuiste tú? Escribe enseguida a /paysupport.
link-apart = De acuerdo, siguen separados.

link-unclear = Eso no parece un código: tiene 10 letras y cifras. Con /link en el otro chat recibes uno nuevo.
link-own = Este código es de este mismo chat. Envíalo en la otra app.
link-full = Una cuenta puede tener 20 chats como máximo, y entre las dos habría más. Por eso siguen separadas.
link-over = Este código ha caducado. Envía /link en el otro chat para recibir uno nuevo.
link-unknown = No conozco ese código. Con /link en el otro chat recibes uno nuevo. { $n ->
    [0] Era tu último intento por ahora: espera una hora.
    [one] Te queda { $n } intento en esta hora.
   *[other] Te quedan { $n } intentos en esta hora.
}
link-no-tries = Demasiados códigos incorrectos. Inténtalo de nuevo en una hora, con uno nuevo de /link en el otro chat.
