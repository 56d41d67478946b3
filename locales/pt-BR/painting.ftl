# From the queue to the finished painting, and afterwards.

progress-queued = { $place ->
    [1] A sua é a próxima.
   *[other] Seu lugar na fila: { $place }.
}
progress-running = Pintando: { $percent }%
progress-sketch = Por enquanto é só um esboço rápido. A pintura vai ocupar o lugar dele.
progress-span = Fica pronta em cerca de { $span }.
progress-done = Pronto! Aí vem ela.
progress-cancelled = Cancelada.
progress-cancelled-by-operator = Nossa equipe cancelou esta pintura.
painted-again = { $n ->
    [0] Nossa equipe recomeçou esta pintura. É de graça.
    [one] Nossa equipe recomeçou esta pintura, por um crédito.
   *[other] Nossa equipe recomeçou esta pintura, por { $n } créditos.
}
progress-failed = Esta não deu certo.

credits-returned = { $n ->
    [one] Seu crédito voltou.
   *[other] Os { $n } créditos voltaram.
}

failed-bad-picture = Desculpe, uma das imagens estava danificada. Tente com outra.
failed-picture-gone = Desculpe, uma das imagens foi apagada antes que eu começasse. Envie de novo.
failed-too-slow = Desculpe, esta pintura demorou demais e tive que parar. Uma menor deve funcionar.
failed-too-large = Desculpe, esta pintura é grande demais para mim agora. Uma menor deve funcionar.
failed-broken = Desculpe, algo deu errado por aqui. Tente de novo daqui a pouco.

delivered-title = Sua pintura!
delivered-file = A pintura em qualidade máxima.
delivered-album = Sua pintura crescendo.
delivered-choose = De qual você gosta mais? Envio como arquivo.

painting-gone = Não encontro mais esta pintura. As recentes estão em /history.
still-painting = Esta ainda está sendo pintada:
strongest = Mais intenso do que isso não dá. Pinceladas maiores também fazem muita diferença.
weakest = Mais suave do que isso não dá. Pinceladas menores também fazem muita diferença.

status-title = Estou trabalhando em:
status-none = Não estou pintando nada agora. Envie uma foto!
status-queued = { $number }. { $place ->
    [1] a próxima da fila
   *[other] lugar { $place } na fila
}
status-running = { $number }. { $percent }% pintado

cancel-nothing = Não há nada para cancelar.
cancel-too-late = Tarde demais para cancelar: já está pronta. Ela está em /history.
cancel-draft = Sem problema. Envie uma foto quando quiser.
cancel-which = Quer que eu pare uma destas?

history-title = Suas pinturas recentes, as mais novas primeiro.
history-choose = Qual delas?
history-empty = Ainda não há pinturas aqui.

balance = { $n ->
    [one] Você tem { $n } crédito.
   *[other] Você tem { $n } créditos.
}
balance-held = { $n ->
    [one] Mais { $n } está reservado para o que estou pintando.
   *[other] Mais { $n } estão reservados para o que estou pintando.
}
balance-free = { $n ->
    [0] Hoje não há mais pinturas grátis.
    [one] Hoje você ainda tem { $n } pintura grátis.
   *[other] Hoje você ainda tem { $n } pinturas grátis.
}
balance-no-free = A próxima pintura será grátis em cerca de { $span }.

settings-title = É assim que eu pinto para você, se você não escolher outra coisa:
ask-language = Em que idioma vamos conversar?

delete-question = Tem certeza de que quer apagar tudo? Suas imagens, suas pinturas e nossa conversa. Isso não pode ser desfeito.
delete-credits = { $n ->
    [one] Você também vai perder { $n } crédito.
   *[other] Você também vai perder { $n } créditos.
}
delete-elsewhere = Seus outros chats são da mesma conta, então lá tudo também é apagado: { $places }.
delete-done-elsewhere = Você apagou tudo em outro chat seu, então aqui também não ficou nada. Tchau, e obrigado pelas imagens!
delete-done = Tudo foi apagado. Tchau, e obrigado pelas imagens!
delete-kept = Tudo bem, fica tudo como está.
