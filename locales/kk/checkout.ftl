# Said by the messenger itself when a payment is refused before money is taken.

checkout-not-yours = Бұл шот басқа адамдікі немесе төленіп қойған. Өз шотыңызды /buy арқылы аша аласыз. Ақша алынған жоқ.
checkout-price-changed = Бұл шот жазылғаннан бері баға өзгерді. Бүгінгі бағалар: /buy. Ақша алынған жоқ.
checkout-try-later = Қазір бұл шотты тексере алмай тұрмын. Бір минуттан кейін қайталап көріңіз. Ақша алынған жоқ.
