# Several chats of one person, one account.

link-offer =
    Você também conversa comigo em outro lugar? Então envie isto no outro chat:

    /link { $code }

    Os dois chats vão dividir o mesmo saldo e o mesmo histórico. O código vale por { $n ->
        [one] { $n } minuto
       *[other] { $n } minutos
    }. Não passe para ninguém: quem tiver o código terá acesso a tudo o que você tem aqui.
link-question =
    Vincular este chat ao que você tem { $place }?
    Lá há { $there ->
        [one] { $there } crédito
       *[other] { $there } créditos
    } e aqui, { $here }: juntos dão { $together }, com um só histórico de pinturas.
link-once = Um código promocional que você usou nos dois só conta uma vez: { $n ->
    [one] desconto de { $n } crédito.
   *[other] desconto de { $n } créditos.
}
link-for-good = Quem tiver acesso ao outro chat verá suas imagens e poderá gastar seus créditos, então vincule só um chat seu. Isso não pode ser desfeito aqui.
link-done = Vinculados! Este chat e o que você tem { $place } agora dividem tudo. Você tem { $balance ->
    [one] { $balance } crédito.
   *[other] { $balance } créditos.
}
link-joined =
    Um chat { $place } acaba de ser vinculado: agora ele divide suas pinturas e seus créditos. Ao todo, você tem { $balance ->
        [one] { $balance } crédito.
       *[other] { $balance } créditos.
    }
    Não foi você? Escreva agora mesmo para /paysupport.
link-apart = Tudo bem, eles continuam separados.

link-unclear = Isso não parece um código: um código tem 10 letras e números. Com /link no outro chat você recebe um novo.
link-own = Este código é deste mesmo chat. Envie no outro app.
link-full = Uma conta pode ter no máximo 20 chats, e estas duas juntas teriam mais. Por isso continuam separadas.
link-over = Este código expirou. Envie /link no outro chat para receber um novo.
link-unknown = Não conheço esse código. Com /link no outro chat você recebe um novo. { $n ->
    [0] Era sua última tentativa por enquanto: espere uma hora.
    [one] Você ainda tem { $n } tentativa nesta hora.
   *[other] Você ainda tem { $n } tentativas nesta hora.
}
link-no-tries = Códigos errados demais. Tente de novo daqui a uma hora, com um novo de /link no outro chat.
