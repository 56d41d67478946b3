# The page for test payments.

pay-title = Pagamento de teste
pay-warning = Pagamento de teste: nenhum dinheiro é movimentado
pay-about = Esta página faz o papel da página de um serviço de pagamento. Ninguém é cobrado, não importa onde você toque; só é real o que você recebe no chat.
pay-open = Aguardando o pagamento.
pay-paid = Pago.
pay-declined = Recusado. Não dá mais para pagar aqui.
pay-expired = O tempo acabou: esta página de pagamento está fechada.
pay-pay-about = Tudo dá certo.
pay-again = Pagar { $price } de novo
pay-decline = Recusar
pay-decline-about = O banco diz não.
pay-twice = Pagar duas vezes
pay-twice-about = Dois pagamentos por uma compra: nenhum se perde.
pay-late = Pagar tarde demais
pay-late-about = Primeiro o tempo acaba, e depois o dinheiro chega mesmo assim.
pay-back = Voltar ao chat
