# Said by the messenger itself when a payment is refused before money is taken.

checkout-not-yours = Esta cobrança é de outra pessoa ou já foi paga. Com /buy você gera a sua. Nada foi cobrado.
checkout-price-changed = O preço mudou desde que esta cobrança foi gerada. /buy mostra os preços de hoje. Nada foi cobrado.
checkout-try-later = Não consigo consultar esta cobrança agora. Tente de novo daqui a um minuto. Nada foi cobrado.
